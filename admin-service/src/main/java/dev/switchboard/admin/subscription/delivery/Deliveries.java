package dev.switchboard.admin.subscription.delivery;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The delivery log of one subscription, and sending again from it.
@Service
public class Deliveries {
    private static final int MOST_CALLS = 100;
    private static final int MOST_AT_ONCE = 10_000;
    private static final UUID LAST = new UUID(-1, -1);

    private final DatabaseClient database;
    private final DeliveryWorkers workers;
    private final Clock clock;

    Deliveries(DatabaseClient database, DeliveryWorkers workers, Clock clock) {
        this.database = database;
        this.workers = workers;
        this.clock = clock;
    }

    /// The newest first, without bodies.
    ///
    /// @param state null for all
    /// @param before the last one of the page before
    public Flux<Delivery> page(
            UUID accountId, UUID subscriptionId, @Nullable String state, @Nullable UUID before, int limit) {
        return database.sql("""
                        SELECT d.id, d.event, d.state, d.reason, d.attempts, d.conversation_id, NULL::text AS body,
                            NULL::timestamptz AS next_attempt_at, d.settled_at, d.created_at
                        FROM webhook_delivery d
                        WHERE d.account_id = $1 AND d.subscription_id = $2 AND d.id < $4 AND ($3::text IS NULL OR d.state = $3)
                        ORDER BY d.id DESC LIMIT $5
                        """)
                .bind(0, accountId)
                .bind(1, subscriptionId)
                .bind(2, Parameter.fromOrEmpty(state, String.class))
                .bind(3, before == null ? LAST : before)
                .bind(4, limit)
                .mapProperties(Delivery.class)
                .all();
    }

    /// With its body. Fails with `NOT_FOUND`.
    public Mono<Delivery> get(UUID accountId, UUID subscriptionId, UUID id) {
        return database.sql("""
                        SELECT d.id, d.event, d.state, d.reason, d.attempts, d.conversation_id, d.body,
                            CASE WHEN d.state = 'waiting' AND d.attempts > 0 THEN l.due_at END AS next_attempt_at,
                            d.settled_at, d.created_at
                        FROM webhook_delivery d
                        LEFT JOIN webhook_lane l ON l.subscription_id = d.subscription_id AND l.lane = d.lane
                        WHERE d.account_id = $1 AND d.subscription_id = $2 AND d.id = $3
                        """)
                .bind(0, accountId)
                .bind(1, subscriptionId)
                .bind(2, id)
                .mapProperties(Delivery.class)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Delivery")));
    }

    /// In their order, of a delivery that the caller has got.
    public Mono<List<Delivery.Call>> calls(Delivery delivery) {
        return database.sql("""
                        SELECT at, took_ms, status, error, response FROM webhook_attempt WHERE delivery_id = $1
                        ORDER BY id LIMIT $2
                        """)
                .bind(0, delivery.id())
                .bind(1, MOST_CALLS)
                .mapProperties(Delivery.Call.class)
                .all()
                .collectList();
    }

    /// Once more under its own id, at once, and for itself: nothing waits for it, and it waits for nothing. Fails with
    /// `CONFLICT` where it waits already, or has no body any more.
    @Transactional
    public Mono<Delivery> sendAgain(UUID accountId, UUID subscriptionId, UUID id) {
        Mono<Long> again = database.sql("""
                        UPDATE webhook_delivery SET state = 'waiting', lane = id, attempts = 0, first_attempt_at = NULL,
                            settled_at = NULL, reason = NULL
                        WHERE account_id = $1 AND subscription_id = $2 AND id = $3
                          AND state <> 'waiting' AND body IS NOT NULL
                        """)
                .bind(0, accountId)
                .bind(1, subscriptionId)
                .bind(2, id)
                .fetch()
                .rowsUpdated();
        return get(accountId, subscriptionId, id)
                .flatMap(delivery -> again.filter(rows -> rows == 1).switchIfEmpty(Mono.error(() -> refusal(delivery))))
                .flatMap(_ -> open(subscriptionId, new UUID[] {id}))
                .then(workers.wakeAfterCommit())
                .then(Mono.defer(() -> get(accountId, subscriptionId, id)));
    }

    private static Problem refusal(Delivery delivery) {
        return Problem.of(
                ProblemCode.CONFLICT,
                delivery.body() == null
                        ? "The delivery has no body any more: its customer was erased"
                        : "The delivery is waiting already");
    }

    /// Every dead delivery that still has a body, the oldest 10,000 of them, each in the order of its conversation. How
    /// many there are.
    @Transactional
    public Mono<Integer> sendAllAgain(UUID accountId, UUID subscriptionId) {
        return database.sql("""
                        UPDATE webhook_delivery SET state = 'waiting', attempts = 0, first_attempt_at = NULL,
                            settled_at = NULL, reason = NULL
                        WHERE account_id = $1 AND subscription_id = $2 AND state = 'dead' AND id IN (
                            SELECT id FROM webhook_delivery
                            WHERE account_id = $1 AND subscription_id = $2 AND state = 'dead' AND body IS NOT NULL
                            ORDER BY id LIMIT $3)
                        RETURNING lane
                        """)
                .bind(0, accountId)
                .bind(1, subscriptionId)
                .bind(2, MOST_AT_ONCE)
                .mapValue(UUID.class)
                .all()
                .collectList()
                .flatMap(lanes -> open(
                                subscriptionId,
                                lanes.stream().distinct().sorted().toArray(UUID[]::new))
                        .then(workers.wakeAfterCommit())
                        .thenReturn(lanes.size()));
    }

    private Mono<Long> open(UUID subscriptionId, UUID[] lanes) {
        return database.sql("""
                        INSERT INTO webhook_lane AS l (subscription_id, lane, due_at)
                        SELECT $1, lane, $3 FROM unnest($2::uuid[]) AS q (lane)
                        ON CONFLICT (subscription_id, lane) DO UPDATE SET due_at = least(l.due_at, EXCLUDED.due_at)
                        """)
                .bind(0, subscriptionId)
                .bind(1, lanes)
                .bind(2, clock.instant())
                .fetch()
                .rowsUpdated();
    }
}
