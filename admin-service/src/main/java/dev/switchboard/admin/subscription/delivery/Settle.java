package dev.switchboard.admin.subscription.delivery;

import dev.switchboard.common.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Writes down how a call ended, and gives the lane back: to its next delivery, or to the same one later.
@Component
class Settle {
    private final DatabaseClient database;
    private final Lanes lanes;
    private final TransactionalOperator transaction;
    private final DeliverySettings settings;
    private final Clock clock;

    Settle(
            DatabaseClient database,
            Lanes lanes,
            TransactionalOperator transaction,
            DeliverySettings settings,
            Clock clock) {
        this.database = database;
        this.lanes = lanes;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /// Nothing is written where the lane was lost in the meantime; whoever has it now sends the delivery again.
    Mono<Void> settle(Job job, Attempt attempt) {
        Instant now = clock.instant();
        return switch (attempt.outcome()) {
            case Outcome.Spared _ ->
                lanes.release(job.subscriptionId(), job.lane(), now.plus(settings.backoff()))
                        .then();
            case Outcome.Taken _ -> settle(job, attempt, "delivered", now);
            case Outcome.Rejected rejected -> failed(job, attempt, rejected.after(), now);
            case Outcome.Lost _ -> failed(job, attempt, null, now);
            // the subscription is about to be disabled
            case Outcome.Gone _ -> settle(job, attempt, "dead", now.plus(settings.lease()));
        };
    }

    private Mono<Void> failed(Job job, Attempt attempt, @Nullable Duration after, Instant now) {
        Duration pause = settings.backoffAfter(
                job.attempts() + 1, ThreadLocalRandom.current().nextDouble());
        Instant next = job.next(now, after != null && after.compareTo(pause) > 0 ? after : pause, settings.giveUp());
        return next == null ? settle(job, attempt, "dead", now) : settle(job, attempt, "waiting", next);
    }

    /// @param due when the lane goes on
    private Mono<Void> settle(Job job, Attempt attempt, String state, Instant due) {
        Mono<Long> settled = database.sql("""
                        WITH held AS (
                            UPDATE webhook_lane SET holder = NULL, leased_until = NULL, due_at = $12
                            WHERE subscription_id = $10 AND lane = $11 AND holder = $13 RETURNING lane),
                        settled AS (
                            UPDATE webhook_delivery SET state = $2, reason = $3, attempts = attempts + 1,
                                first_attempt_at = coalesce(first_attempt_at, $5),
                                settled_at = CASE WHEN $2 = 'waiting' THEN NULL ELSE $5::timestamptz END
                            WHERE id = $1 AND state = 'waiting' AND EXISTS (SELECT 1 FROM held) RETURNING id)
                        INSERT INTO webhook_attempt (id, delivery_id, at, took_ms, status, error, response)
                        SELECT $4, id, $5, $6, $7, $8, $9 FROM settled
                        """)
                .bind(0, job.id())
                .bind(1, state)
                .bind(2, Parameter.fromOrEmpty(attempt.outcome().reason(), String.class))
                .bind(3, Ids.next())
                .bind(4, attempt.at())
                .bind(5, attempt.took().toMillis())
                .bind(6, Parameter.fromOrEmpty(attempt.outcome().answered(), Integer.class))
                .bind(7, Parameter.fromOrEmpty(attempt.outcome().reason(), String.class))
                .bind(8, Parameter.fromOrEmpty(attempt.response(), String.class))
                .bind(9, job.subscriptionId())
                .bind(10, job.lane())
                .bind(11, due)
                .bind(12, lanes.holder())
                .fetch()
                .rowsUpdated();
        return state.equals("waiting")
                ? settled.then()
                : settled.then(Mono.defer(() -> lanes.closeIfEmpty(job.subscriptionId(), job.lane())))
                        .as(transaction::transactional);
    }

    /// Which subscriptions fail, and those that have to stop.
    Mono<Void> health(Job job, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Taken _ -> job.failing() ? failing(job.subscriptionId(), null) : Mono.empty();
            case Outcome.Rejected _, Outcome.Lost _ ->
                job.failing() ? Mono.empty() : failing(job.subscriptionId(), clock.instant());
            case Outcome.Gone _ -> disable(job.subscriptionId(), "The receiver answered 410 Gone");
            case Outcome.Spared _ -> Mono.empty();
        };
    }

    private Mono<Void> failing(UUID subscription, @Nullable Instant since) {
        return database.sql("""
                        UPDATE event_subscription SET failing_since = $2
                        WHERE id = $1 AND (failing_since IS NULL) <> ($2::timestamptz IS NULL)
                        """)
                .bind(0, subscription)
                .bind(1, Parameter.fromOrEmpty(since, Instant.class))
                .fetch()
                .rowsUpdated()
                .then();
    }

    /// What waits is dead, and can be sent again.
    Mono<Void> disable(UUID subscription, String reason) {
        return database.sql("""
                        WITH disabled AS (
                            UPDATE event_subscription SET state = 'disabled', reason = $2, updated_at = $3
                            WHERE id = $1 AND state = 'active' RETURNING id)
                        UPDATE webhook_delivery d SET state = 'dead', reason = 'The subscription was disabled',
                            settled_at = $3
                        FROM disabled WHERE d.subscription_id = disabled.id AND d.state = 'waiting'
                        """)
                .bind(0, subscription)
                .bind(1, reason)
                .bind(2, clock.instant())
                .fetch()
                .rowsUpdated()
                .then();
    }
}
