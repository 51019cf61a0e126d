package dev.switchboard.common.erasure;

import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.ErasureCompleted;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.FactConsumers;
import dev.switchboard.common.messaging.Outbox;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Removes from one service what tells of a customer, or of some of its conversations, remembers the latter in
/// `erased_conversation`, and tells how much was removed. Once more it finds nothing.
public final class Erasure {
    /// Of whom only some conversations have expired.
    private static final UUID NOBODY = new UUID(0, 0);

    private static final String GONE = """
            WITH gone AS (SELECT $1::uuid AS account_id, $2::uuid[] AS conversations, $3::text[] AS ids, $4::uuid AS customer_id)
            """;

    private final String service;
    private final List<Removal> removals;
    private final DatabaseClient database;
    private final Outbox outbox;
    private final Clock clock;

    /// @param service as it is named in the certificate
    public Erasure(String service, List<Removal> removals, DatabaseClient database, Outbox outbox, Clock clock) {
        this.service = service;
        this.removals = removals;
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// @param what it removes, as it is named in the certificate
    /// @param sql with one row `gone`: `account_id`, `customer_id`, `conversations`, and `ids` that channels know
    public record Removal(String what, String sql) {}

    /// Takes `customer.updated`, in the consumer's transaction.
    public Consumer<Message<List<byte[]>>> consumer(FactConsumers consumers) {
        return consumers.inBatches(
                "erasures",
                CustomerUpdated.class,
                Erasure::concerns,
                facts -> Flux.fromIterable(facts)
                        .concatMap(received -> of(received.fact()))
                        .then());
    }

    /// Whether a fact is one to erase for.
    public static boolean concerns(CustomerUpdated fact) {
        return fact instanceof CustomerUpdated.Erased || fact instanceof CustomerUpdated.ConversationsExpired;
    }

    /// In the consumer's transaction.
    public Mono<Void> of(CustomerUpdated fact) {
        if (fact instanceof CustomerUpdated.Erased erased) {
            return erase(erased);
        }
        if (fact instanceof CustomerUpdated.ConversationsExpired expired) {
            return remove(expired, NOBODY, expired.conversationIds(), List.of());
        }
        return Mono.empty();
    }

    private Mono<Void> erase(CustomerUpdated.Erased erased) {
        List<String> ids = new ArrayList<>(orNone(erased.identities()));
        ids.add(erased.customerId().toString());
        return remove(erased, erased.customerId(), orNone(erased.conversationIds()), ids);
    }

    private static <T> List<T> orNone(@Nullable List<T> all) {
        return all == null ? List.of() : all;
    }

    private Mono<Void> remove(CustomerUpdated fact, UUID customer, List<UUID> conversations, List<String> ids) {
        return remember(fact, conversations)
                .thenMany(Flux.fromIterable(removals))
                .concatMap(removal -> database.sql(GONE + removal.sql())
                        .bind(0, fact.accountId())
                        .bind(1, conversations.toArray(UUID[]::new))
                        .bind(2, ids.toArray(String[]::new))
                        .bind(3, customer)
                        .fetch()
                        .rowsUpdated()
                        .map(rows -> Map.entry(removal.what(), rows.intValue())))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .flatMap(removed -> outbox.tell(new ErasureCompleted(
                        Ids.next(), fact.accountId(), fact.customerId(), clock.instant(), service, removed)));
    }

    private Mono<Long> remember(CustomerUpdated fact, List<UUID> conversations) {
        return database.sql("""
                        INSERT INTO erased_conversation (conversation_id, account_id)
                        SELECT id, $1 FROM unnest($2::uuid[]) AS c (id) ON CONFLICT DO NOTHING
                        """)
                .bind(0, fact.accountId())
                .bind(1, conversations.toArray(UUID[]::new))
                .fetch()
                .rowsUpdated();
    }
}
