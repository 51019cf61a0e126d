package dev.switchboard.common.messaging;

import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.Topic;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.service.AfterCommit;
import dev.switchboard.common.service.Trace;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/// Facts that commit together with the state they tell of. A use case saves its aggregate first and tells then: the
/// row lock keeps the facts of one aggregate in order. The relay is woken after the commit.
public class Outbox {
    private static final String INSERT = """
            INSERT INTO outbox (event_id, account_id, topic, key, type, payload, occurred_at, traceparent)
            SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
                $8::text[])
            """;

    private final DatabaseClient database;
    private final Runnable wakeRelay;

    Outbox(DatabaseClient database, OutboxRelay relay) {
        this.database = database;
        this.wakeRelay = relay::wake;
    }

    public Mono<Void> tell(Fact fact) {
        return tell(List.of(fact));
    }

    /// Tells facts in the order of the list, in the running transaction.
    ///
    /// @throws IllegalStateException outside of a transaction: such a fact could be told without its state
    public Mono<Void> tell(List<? extends Fact> facts) {
        if (facts.isEmpty()) {
            return Mono.empty();
        }
        return Mono.deferContextual(context -> {
            String trace = Trace.header(context);
            return insert(facts.stream().map(fact -> new Traced(fact, trace)).toList());
        });
    }

    /// Tells facts that belong to different traces: a batch carries many customers' messages.
    public Mono<Void> tellTraced(List<Traced> facts) {
        return facts.isEmpty() ? Mono.empty() : insert(facts);
    }

    /// Something that a compacted topic is to forget.
    ///
    /// @param type what was told of it last
    /// @param key the key under which that was told
    public record Gone(UUID accountId, Class<? extends Fact> type, String key) {}

    /// Leaves tombstones on a compacted topic, in the running transaction.
    public Mono<Void> forget(List<Gone> gone) {
        if (gone.isEmpty()) {
            return Mono.empty();
        }
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        Mono<Long> inserted = database.sql("""
                        INSERT INTO outbox (event_id, account_id, topic, key, type, occurred_at)
                        SELECT *, $6 FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[])
                        """)
                .bind(0, gone.stream().map(_ -> Ids.next()).toArray(UUID[]::new))
                .bind(1, gone.stream().map(Gone::accountId).toArray(UUID[]::new))
                .bind(2, gone.stream().map(g -> Topic.of(g.type()).name()).toArray(String[]::new))
                .bind(3, gone.stream().map(Gone::key).toArray(String[]::new))
                .bind(4, gone.stream().map(g -> Topic.type(g.type())).toArray(String[]::new))
                .bind(5, now)
                .fetch()
                .rowsUpdated();
        return AfterCommit.run(wakeRelay).then(inserted).then();
    }

    /// A fact and the `traceparent` of the work that led to it.
    public record Traced(Fact fact, String trace) {}

    private Mono<Void> insert(List<Traced> facts) {
        int n = facts.size();
        UUID[] ids = new UUID[n];
        UUID[] accounts = new UUID[n];
        String[] topics = new String[n];
        String[] keys = new String[n];
        String[] types = new String[n];
        String[] payloads = new String[n];
        OffsetDateTime[] times = new OffsetDateTime[n];
        String[] traces = new String[n];
        for (int i = 0; i < n; i++) {
            Fact fact = facts.get(i).fact();
            ids[i] = fact.eventId();
            accounts[i] = fact.accountId();
            topics[i] = Topic.of(fact.getClass()).name();
            keys[i] = fact.key();
            types[i] = Topic.type(fact.getClass());
            payloads[i] = WireJson.write(fact);
            times[i] = atUtc(fact.occurredAt());
            traces[i] = facts.get(i).trace();
        }
        Mono<Long> inserted = database.sql(INSERT)
                .bind(0, ids)
                .bind(1, accounts)
                .bind(2, topics)
                .bind(3, keys)
                .bind(4, types)
                .bind(5, payloads)
                .bind(6, times)
                .bind(7, traces)
                .fetch()
                .rowsUpdated();
        return AfterCommit.run(wakeRelay).then(inserted).then();
    }

    private static OffsetDateTime atUtc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
