package dev.switchboard.admin.subscription;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An address that is told of an account's events. Its secret is no part of it: only a sender opens that.
///
/// @param inboxId the only inbox that it is told of; null for all of them
/// @param verifiedAt when the address has answered the challenge; nothing is sent before
/// @param reason why it is disabled, or was not verified
public record Subscription(
        UUID id,
        UUID accountId,
        String url,
        List<EventType> eventTypes,
        EventFormat format,
        @Nullable UUID inboxId,
        State state,
        @Nullable Instant verifiedAt,
        @Nullable String reason,
        Instant createdAt,
        Instant updatedAt) {
    public enum State {
        ACTIVE,
        /// Events are kept, and sent once it is resumed.
        PAUSED,
        /// Events are not kept: the address is gone, or has not taken one for days.
        DISABLED
    }
}
