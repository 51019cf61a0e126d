package dev.switchboard.channel.delivery;

import dev.switchboard.common.contract.DeliveryUpdated;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a provider tells of one of our messages.
///
/// @param deliveryId our own id, where the provider gives it back
/// @param reason plain words for the agent, only with `FAILED`
/// @param advice what to do about it, where there is something
public record StatusReport(
        String providerMessageId,
        @Nullable UUID deliveryId,
        DeliveryUpdated.Status status,
        @Nullable String reason,
        @Nullable String advice) {
    public StatusReport(
            String providerMessageId,
            @Nullable UUID deliveryId,
            DeliveryUpdated.Status status,
            @Nullable String reason) {
        this(providerMessageId, deliveryId, status, reason, null);
    }

    @Nullable
    String told() {
        return reason == null || advice == null ? reason : reason + ": " + advice;
    }
}
