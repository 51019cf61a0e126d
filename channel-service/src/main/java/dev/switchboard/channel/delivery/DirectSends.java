package dev.switchboard.channel.delivery;

import dev.switchboard.common.contract.DeliveryUpdated;
import dev.switchboard.common.contract.DeliveryUpdated.Status;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.service.Trace;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Messages that somebody has us send past every conversation. They have a delivery like all others, and a place in a
/// conversation once conversation-service has recorded that they were sent.
@Component
class DirectSends {
    private static final Duration LEASE = Duration.ofSeconds(45);

    private final DatabaseClient database;
    private final Clock clock;

    DirectSends(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// How it stands with a message that was asked for before.
    record StandingRow(
            UUID id,
            String recipient,
            String body,
            String state,
            @Nullable String providerMessageId,
            @Nullable String reason,
            @Nullable String advice) {}

    private record PlacedRow(
            String state,
            @Nullable String providerMessageId,
            @Nullable String reason) {}

    /// Takes a message as one that is being sent. Empty where its key has been used before.
    ///
    /// @param key the caller's own name of it, unique in the inbox
    Mono<Job> begin(UUID accountId, UUID inboxId, String channel, String key, String recipient, String body) {
        UUID id = Ids.next();
        return Mono.deferContextual(context -> {
            String trace = Trace.header(context);
            return database.sql("""
                            INSERT INTO delivery (id, account_id, inbox_id, part, parts, seq, channel, recipient, body,
                                state, traceparent, direct_key, leased_until)
                            VALUES ($1, $2, $3, 0, 1, 0, $4, $5, $6, 'calling', $7, $8,
                                now() + $9 * interval '1 millisecond')
                            ON CONFLICT DO NOTHING RETURNING""" + Job.COLUMNS)
                    .bind(0, id)
                    .bind(1, accountId)
                    .bind(2, inboxId)
                    .bind(3, channel)
                    .bind(4, recipient)
                    .bind(5, body)
                    .bind(6, trace)
                    .bind(7, key)
                    .bind(8, LEASE.toMillis())
                    .mapProperties(Job.class)
                    .one();
        });
    }

    Mono<StandingRow> standing(UUID accountId, UUID inboxId, String key) {
        return database.sql("""
                        SELECT id, recipient, body, state, provider_message_id, reason, advice FROM delivery
                        WHERE account_id = $1 AND inbox_id = $2 AND direct_key = $3
                        """)
                .bind(0, accountId)
                .bind(1, inboxId)
                .bind(2, key)
                .mapProperties(StandingRow.class)
                .one();
    }

    /// The message is recorded; from now on its statuses are told. Empty where it was not sent by us, or has its place.
    Mono<Outbox.Traced> place(MessageCreated message) {
        return Mono.deferContextual(context -> {
            String trace = Trace.header(context);
            return database.sql("""
                            UPDATE delivery SET conversation_id = $3, message_id = $4, seq = $5
                            WHERE account_id = $1 AND inbox_id = $2 AND direct_key = $6 AND message_id IS NULL
                            RETURNING state, provider_message_id, reason
                            """)
                    .bind(0, message.accountId())
                    .bind(1, message.address().inboxId())
                    .bind(2, message.conversationId())
                    .bind(3, message.messageId())
                    .bind(4, message.seq())
                    .bind(5, Parameter.fromOrEmpty(message.deduplicationKey(), String.class))
                    .mapProperties(PlacedRow.class)
                    .one()
                    .flatMap(row -> Mono.justOrEmpty(status(row.state()))
                            .map(status -> new Outbox.Traced(told(message, row, status), trace)));
        });
    }

    private DeliveryUpdated told(MessageCreated message, PlacedRow row, Status status) {
        return new DeliveryUpdated(
                Ids.next(),
                message.accountId(),
                message.conversationId(),
                clock.instant(),
                message.messageId(),
                status,
                row.providerMessageId(),
                status == Status.FAILED ? row.reason() : null);
    }

    private static @Nullable Status status(String state) {
        return switch (state) {
            case "sent", "delivered", "read", "failed", "queued" -> Status.valueOf(state.toUpperCase(Locale.ROOT));
            case "unconfirmed" -> Status.FAILED;
            default -> null;
        };
    }
}
