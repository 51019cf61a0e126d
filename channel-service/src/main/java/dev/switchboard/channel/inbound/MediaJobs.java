package dev.switchboard.channel.inbound;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Tells conversation-service what came; what has files is told once they are fetched, and one sender's messages keep
/// their order meanwhile.
@Component
class MediaJobs {
    private static final Duration LEASE = Duration.ofSeconds(90);

    private final DatabaseClient database;
    private final Outbox outbox;

    MediaJobs(DatabaseClient database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /// In the caller's transaction. Of a webhook of which some has to wait, all does, so that its order stays.
    Mono<Void> tell(List<Brought> all) {
        List<Brought> telling =
                all.stream().filter(brought -> !brought.received().isEmpty()).toList();
        if (telling.isEmpty()) {
            return Mono.empty();
        }
        return waiting(telling).flatMap(waiting -> {
            List<Outbox.Traced> now = new ArrayList<>();
            List<Brought> later = new ArrayList<>();
            for (Brought brought : telling) {
                List<Sender> senders = Sender.of(brought);
                if (brought.received().stream().anyMatch(Inbound.Received::waits)
                        || senders.stream().anyMatch(waiting::contains)) {
                    waiting.addAll(senders);
                    later.add(brought);
                } else {
                    brought.received().forEach(event -> now.add(new Outbox.Traced(event.fact(), brought.trace())));
                }
            }
            return outbox.tellTraced(now)
                    .then(Flux.fromIterable(later)
                            .concatMap(brought ->
                                    Flux.fromIterable(brought.received()).concatMap(event -> add(brought, event)))
                            .then());
        });
    }

    private record Sender(UUID inboxId, String sender) {
        static List<Sender> of(Brought brought) {
            return Arrays.stream(brought.senders())
                    .map(sender -> new Sender(brought.account().inboxId(), sender))
                    .toList();
        }
    }

    /// Those of the senders who have something waiting already.
    private Mono<Set<Sender>> waiting(List<Brought> all) {
        List<Sender> senders = all.stream()
                .flatMap(brought -> Sender.of(brought).stream())
                .distinct()
                .toList();
        return database.sql("""
                        SELECT inbox_id, sender FROM unnest($1::uuid[], $2::text[]) AS s (inbox_id, sender)
                        WHERE EXISTS (SELECT 1 FROM media_job j WHERE j.inbox_id = s.inbox_id AND j.sender = s.sender)
                        """)
                .bind(0, senders.stream().map(Sender::inboxId).toArray(UUID[]::new))
                .bind(1, senders.stream().map(Sender::sender).toArray(String[]::new))
                .mapProperties(Sender.class)
                .all()
                .collect(HashSet::new, Set::add);
    }

    private Mono<Void> add(Brought brought, Inbound.Received event) {
        ProviderAccount account = brought.account();
        return database.sql("""
                        WITH waiting AS (
                            UPDATE inbound_event SET outcome = 'fetching'
                            WHERE inbox_id = $3 AND provider_event_id = $4)
                        INSERT INTO media_job
                            (id, account_id, inbox_id, provider_event_id, sender, fact, media, traceparent)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                        """)
                .bind(0, Ids.next())
                .bind(1, account.accountId())
                .bind(2, account.inboxId())
                .bind(3, event.providerEventId())
                .bind(4, event.fact().address().identity())
                .bind(5, WireJson.write(event.fact()))
                .bind(6, WireJson.write(event.media()))
                .bind(7, brought.trace())
                .then();
    }

    /// Of each sender the first message; a worker that died loses it when its lease ends.
    Flux<MediaJob> claim(int most) {
        return database.sql("""
                        UPDATE media_job SET leased_until = now() + $1 * interval '1 millisecond',
                            attempts = attempts + 1
                        WHERE id IN (
                            SELECT j.id FROM media_job j
                            WHERE j.due_at <= now() AND (j.leased_until IS NULL OR j.leased_until < now())
                              AND NOT EXISTS (SELECT 1 FROM media_job e
                                  WHERE e.inbox_id = j.inbox_id AND e.sender = j.sender AND e.id < j.id)
                            ORDER BY j.id LIMIT $2 FOR UPDATE SKIP LOCKED)
                        RETURNING id, account_id, inbox_id, provider_event_id, fact, media, traceparent, attempts
                        """)
                .bind(0, LEASE.toMillis())
                .bind(1, most)
                .mapProperties(MediaJob.class)
                .all();
    }

    Mono<Void> postpone(MediaJob job, Duration by) {
        return database.sql("""
                        UPDATE media_job SET leased_until = NULL, due_at = now() + $2 * interval '1 millisecond'
                        WHERE id = $1
                        """).bind(0, job.id()).bind(1, by.toMillis()).then();
    }

    /// What turned out to be nothing to tell.
    Mono<Void> drop(MediaJob job) {
        return database.sql("""
                        WITH told AS (DELETE FROM media_job WHERE id = $1 RETURNING inbox_id, provider_event_id)
                        UPDATE inbound_event e SET outcome = 'ignored' FROM told t
                        WHERE e.inbox_id = t.inbox_id AND e.provider_event_id = t.provider_event_id
                        """).bind(0, job.id()).then();
    }

    /// Tells the message, in the caller's transaction. Nothing where another worker has done so.
    Mono<Void> settle(MediaJob job, MessageReceived fact, boolean complete) {
        return database.sql("""
                        WITH told AS (DELETE FROM media_job WHERE id = $1 RETURNING inbox_id, provider_event_id)
                        UPDATE inbound_event e SET outcome = $2 FROM told t
                        WHERE e.inbox_id = t.inbox_id AND e.provider_event_id = t.provider_event_id
                        """)
                .bind(0, job.id())
                .bind(1, complete ? "told" : "told_without_files")
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .flatMap(_ -> outbox.tellTraced(List.of(new Outbox.Traced(fact, job.traceparent()))));
    }
}
