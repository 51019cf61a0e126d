package dev.switchboard.conversation.message;

import dev.switchboard.common.contract.DeliveryUpdated.Status;
import org.jspecify.annotations.Nullable;

/// How far a message came through its provider. Reports arrive in any order, so the furthest one counts; a failure
/// counts for less than a proven delivery.
public record Delivery(
        Status status, @Nullable String reason, @Nullable String providerMessageId) {
    /// Whether this report says more than the present one.
    boolean follows(@Nullable Delivery present) {
        return present == null || rank(status) > rank(present.status);
    }

    private static int rank(Status status) {
        return switch (status) {
            case QUEUED -> 0;
            case SENT -> 1;
            case FAILED -> 2;
            case DELIVERED -> 3;
            case READ -> 4;
        };
    }
}
