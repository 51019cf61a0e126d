package dev.switchboard.common.contract;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How far a message is on its way through a provider. Keyed by conversation; a status never moves backwards.
///
/// @param reason plain words for the agent, only with `FAILED`
/// @param round how often somebody has had the message sent again; absent is 0
public record DeliveryUpdated(
        UUID eventId,
        UUID accountId,
        UUID conversationId,
        Instant occurredAt,
        UUID messageId,
        Status status,
        @Nullable String providerMessageId,
        @Nullable String reason,
        @Nullable Integer round)
        implements Fact {
    public static final String TOPIC = "delivery.updated";

    public DeliveryUpdated(
            UUID eventId,
            UUID accountId,
            UUID conversationId,
            Instant occurredAt,
            UUID messageId,
            Status status,
            @Nullable String providerMessageId,
            @Nullable String reason) {
        this(eventId, accountId, conversationId, occurredAt, messageId, status, providerMessageId, reason, null);
    }

    /// In the order of the way; `FAILED` ends it unless the message was delivered before.
    public enum Status {
        QUEUED,
        SENT,
        DELIVERED,
        READ,
        FAILED
    }

    @Override
    public String key() {
        return conversationId.toString();
    }
}
