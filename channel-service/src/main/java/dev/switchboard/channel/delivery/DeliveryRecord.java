package dev.switchboard.channel.delivery;

import dev.switchboard.common.contract.DeliveryUpdated.Status;
import dev.switchboard.common.messaging.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// What stands under an outbound message: every step on its way, and another try of what has failed.
@Component
class DeliveryRecord {
    private static final String LIST = """
            SELECT id, inbox_id, conversation_id, message_id, part, parts, channel, recipient, state, attempts, reason,
                advice, provider_message_id, request_id, created_at, updated_at
            FROM delivery WHERE account_id = $1 AND ($2::uuid IS NULL OR message_id = $2)
                AND ($3::uuid IS NULL OR conversation_id = $3) AND ($4::text IS NULL OR state = $4) AND id < $5
            ORDER BY id DESC LIMIT $6
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final DeliveryWorkers workers;
    private final Outbox outbox;
    private final Clock clock;

    DeliveryRecord(
            DatabaseClient database,
            TransactionalOperator transaction,
            DeliveryWorkers workers,
            Outbox outbox,
            Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.workers = workers;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// @param state queued, calling, sent, delivered, read, failed, unknown, or unconfirmed: unknown and given up
    /// @param advice what to do about a failure, where there is something
    @JsonNaming(SnakeCaseStrategy.class)
    record DeliveryView(
            UUID id,
            UUID inboxId,
            @Nullable UUID conversationId,
            @Nullable UUID messageId,
            int part,
            int parts,
            String channel,
            String recipient,
            String state,
            int attempts,
            @Nullable String reason,
            @Nullable String advice,
            @Nullable String providerMessageId,
            @Nullable String requestId,
            Instant createdAt,
            Instant updatedAt) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record StepView(
            Instant at,
            String state,
            @Nullable String reason,
            @Nullable String requestId) {}

    /// @param before the last id of the page before
    record Wanted(
            @Nullable UUID messageId,
            @Nullable UUID conversationId,
            @Nullable String state,
            UUID before,
            int limit) {}

    /// Newest first.
    Flux<DeliveryView> list(UUID accountId, Wanted wanted) {
        return database.sql(LIST)
                .bind(0, accountId)
                .bind(1, Parameter.fromOrEmpty(wanted.messageId(), UUID.class))
                .bind(2, Parameter.fromOrEmpty(wanted.conversationId(), UUID.class))
                .bind(3, Parameter.fromOrEmpty(wanted.state(), String.class))
                .bind(4, wanted.before())
                .bind(5, wanted.limit())
                .mapProperties(DeliveryView.class)
                .all();
    }

    Flux<StepView> steps(UUID accountId, UUID id) {
        return database.sql("""
                        SELECT s.at, s.state, s.reason, s.request_id FROM delivery_step s
                        JOIN delivery d ON d.id = s.delivery_id WHERE d.account_id = $1 AND d.id = $2 ORDER BY s.number
                        """)
                .bind(0, accountId)
                .bind(1, id)
                .mapProperties(StepView.class)
                .all();
    }

    /// Queues a failed message once more under its old id, with what failed after it, and tells that it waits. False
    /// where it has not failed, or may still be on its way.
    Mono<Boolean> resend(UUID accountId, UUID id) {
        return workers.wakeAfterCommit()
                .thenMany(database.sql("""
                                UPDATE delivery SET state = 'queued', attempts = 0, round = round + 1, due_at = now(),
                                    reason = NULL, advice = NULL, leased_until = NULL, updated_at = now()
                                WHERE account_id = $1 AND state IN ('failed', 'unconfirmed') AND (id = $2
                                    OR (message_id, account_id) = (SELECT message_id, account_id FROM delivery WHERE id = $2)
                                        AND part > (SELECT part FROM delivery WHERE id = $2))
                                  AND EXISTS (SELECT 1 FROM delivery f WHERE f.account_id = $1 AND f.id = $2
                                      AND f.state IN ('failed', 'unconfirmed'))
                                RETURNING""" + Job.COLUMNS)
                        .bind(0, accountId)
                        .bind(1, id)
                        .mapProperties(Job.class)
                        .all())
                .collectList()
                .flatMap(jobs -> jobs.isEmpty()
                        ? Mono.just(false)
                        : told(jobs.getFirst()).thenReturn(true))
                .as(transaction::transactional);
    }

    private Mono<Void> told(Job job) {
        return job.updated(Status.QUEUED, null, clock.instant())
                .map(fact -> outbox.tellTraced(List.of(new Outbox.Traced(fact, job.traceparent()))))
                .orElseGet(Mono::empty);
    }
}
