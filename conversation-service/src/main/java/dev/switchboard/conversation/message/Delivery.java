package dev.switchboard.conversation.message;

import dev.switchboard.common.contract.DeliveryUpdated.Status;
import org.jspecify.annotations.Nullable;

/// How far a message came through its provider. Reports arrive in any order, so the furthest one counts; a failure
/// counts for less than a proven delivery, and for nothing once the message is sent again.
///
/// @param round how often somebody has had it sent again
public record Delivery(
        Status status, @Nullable String reason, @Nullable String providerMessageId, int round) {
    /// Whether this report says more than the present one.
    boolean follows(@Nullable Delivery present) {
        if (present == null) {
            return true;
        }
        return round == present.round || proven() || present.proven()
                ? rank(status) > rank(present.status)
                : round > present.round;
    }

    private boolean proven() {
        return status == Status.DELIVERED || status == Status.READ;
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
