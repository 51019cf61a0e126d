package dev.switchboard.channel.delivery;

import java.time.Instant;
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

    DeliveryRecord(DatabaseClient database, TransactionalOperator transaction, DeliveryWorkers workers) {
        this.database = database;
        this.transaction = transaction;
        this.workers = workers;
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

    /// Queues a failed message once more under its old id, with what failed after it. False where it has not failed, or
    /// may still be on its way.
    Mono<Boolean> resend(UUID accountId, UUID id) {
        return workers.wakeAfterCommit()
                .then(database.sql("""
                        UPDATE delivery d SET state = 'queued', attempts = 0, due_at = now(), reason = NULL,
                            advice = NULL, leased_until = NULL, updated_at = now()
                        FROM delivery f
                        WHERE f.account_id = $1 AND f.id = $2 AND f.state IN ('failed', 'unconfirmed')
                          AND d.account_id = f.account_id AND d.state IN ('failed', 'unconfirmed')
                          AND (d.id = f.id OR (d.message_id = f.message_id AND d.part > f.part))
                        """).bind(0, accountId).bind(1, id).fetch().rowsUpdated())
                .map(rows -> rows > 0)
                .as(transaction::transactional);
    }
}
