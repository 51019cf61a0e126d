package dev.switchboard.admin.subscription.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A delivery as the log shows it.
///
/// @param id the `webhook-id`
/// @param state waiting, delivered or dead
/// @param reason why its last attempt failed, or why it is dead
/// @param body null where it is not asked for, or erased
/// @param nextAttemptAt where it is the first in its lane and waits
public record Delivery(
        UUID id,
        String event,
        String state,
        @Nullable String reason,
        int attempts,
        @Nullable UUID conversationId,
        @Nullable String body,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant settledAt,
        Instant createdAt) {
    /// One call.
    ///
    /// @param status null where no answer came
    /// @param response the beginning of the answer; null once the customer is erased
    public record Call(
            Instant at,
            long tookMs,
            @Nullable Integer status,
            @Nullable String error,
            @Nullable String response) {}
}
