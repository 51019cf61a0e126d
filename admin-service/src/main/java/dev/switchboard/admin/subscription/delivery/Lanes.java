package dev.switchboard.admin.subscription.delivery;

import dev.switchboard.common.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Which worker holds which lane. A lane is held by one at a time, and by its next delivery only; a killed worker's
/// lanes
/// are taken up again when their lease has run out. Database time decides on leases, the service's clock on what is
/// due.
@Component
class Lanes {
    private static final String CLAIM = """
            WITH taken AS (
                UPDATE webhook_lane l SET holder = $1, leased_until = now() + $2 * interval '1 millisecond'
                FROM (
                    SELECT due.subscription_id, due.lane
                    FROM (
                        SELECT s.id, coalesce(r.room, $4) AS room FROM event_subscription s
                        LEFT JOIN unnest($5::uuid[], $6::int[]) AS r (id, room) ON r.id = s.id
                        WHERE s.state = 'active' AND s.verified_at IS NOT NULL AND coalesce(r.room, $4) > 0
                        ORDER BY random()) s
                    CROSS JOIN LATERAL (
                        SELECT d.subscription_id, d.lane FROM webhook_lane d
                        WHERE d.subscription_id = s.id AND d.due_at <= $7
                          AND (d.leased_until IS NULL OR d.leased_until < now())
                        ORDER BY d.due_at LIMIT s.room FOR UPDATE SKIP LOCKED) due
                    LIMIT $3) c
                WHERE l.subscription_id = c.subscription_id AND l.lane = c.lane
                RETURNING l.subscription_id, l.lane)
            SELECT t.subscription_id, t.lane, s.account_id, s.url, s.secret, s.previous_secret, s.previous_until,
                s.failing_since IS NOT NULL AS failing, d.id, d.body, d.attempts, d.first_attempt_at, d.traceparent
            FROM taken t JOIN event_subscription s ON s.id = t.subscription_id
            LEFT JOIN LATERAL (
                SELECT w.id, w.body, w.attempts, w.first_attempt_at, w.traceparent FROM webhook_delivery w
                WHERE w.subscription_id = t.subscription_id AND w.lane = t.lane AND w.state = 'waiting'
                ORDER BY w.version, w.position LIMIT 1) d ON true
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final DeliverySettings settings;
    private final Clock clock;
    private final UUID holder = Ids.next();

    Lanes(DatabaseClient database, TransactionalOperator transaction, DeliverySettings settings, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    UUID holder() {
        return holder;
    }

    /// Of each lane that is due its next delivery, in the order of version and position.
    ///
    /// @param rooms how many more calls a subscription may have at once, where not as many as usual
    Flux<Job> claim(int most, Map<UUID, Integer> rooms) {
        return database.sql(CLAIM)
                .bind(0, holder)
                .bind(1, settings.lease().toMillis())
                .bind(2, most)
                .bind(3, settings.perEndpoint())
                .bind(4, rooms.keySet().toArray(UUID[]::new))
                .bind(5, rooms.values().toArray(Integer[]::new))
                .bind(6, clock.instant())
                .mapProperties(Row.class)
                .all()
                .collectList()
                .flatMapIterable(rows -> rows)
                .concatMap(row -> {
                    Job job = row.job();
                    return job == null ? closed(row.subscriptionId(), row.lane()) : Mono.just(job);
                });
    }

    /// What was waiting there is gone.
    private Mono<Job> closed(UUID subscription, UUID lane) {
        return release(subscription, lane, clock.instant())
                .then(Mono.defer(() -> closeIfEmpty(subscription, lane)))
                .as(transaction::transactional)
                .then(Mono.empty());
    }

    /// False when the lane is held no more: the lease has run out, or the subscription was deleted. In a transaction it
    /// keeps everybody else from the lane until the end.
    Mono<Boolean> release(UUID subscription, UUID lane, Instant due) {
        return database.sql("""
                        UPDATE webhook_lane SET holder = NULL, leased_until = NULL, due_at = $4
                        WHERE subscription_id = $1 AND lane = $2 AND holder = $3
                        """)
                .bind(0, subscription)
                .bind(1, lane)
                .bind(2, holder)
                .bind(3, due)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /// After `release`, as a statement of its own: it has to see what was committed before the lane was locked.
    Mono<Void> closeIfEmpty(UUID subscription, UUID lane) {
        return database.sql("""
                        DELETE FROM webhook_lane l
                        WHERE subscription_id = $1 AND lane = $2 AND holder IS NULL AND NOT EXISTS (
                            SELECT 1 FROM webhook_delivery d
                            WHERE d.subscription_id = $1 AND d.lane = $2 AND d.state = 'waiting')
                        """)
                .bind(0, subscription)
                .bind(1, lane)
                .fetch()
                .rowsUpdated()
                .then();
    }

    private record Row(
            UUID subscriptionId,
            UUID lane,
            UUID accountId,
            String url,
            String secret,
            @Nullable String previousSecret,
            @Nullable Instant previousUntil,
            boolean failing,
            @Nullable UUID id,
            @Nullable String body,
            @Nullable Integer attempts,
            @Nullable Instant firstAttemptAt,
            @Nullable String traceparent) {
        @Nullable
        Job job() {
            return id == null || body == null || attempts == null || traceparent == null
                    ? null
                    : new Job(
                            id,
                            accountId,
                            subscriptionId,
                            lane,
                            url,
                            secret,
                            previousSecret,
                            previousUntil,
                            failing,
                            body,
                            attempts,
                            firstAttemptAt,
                            traceparent);
        }
    }
}
