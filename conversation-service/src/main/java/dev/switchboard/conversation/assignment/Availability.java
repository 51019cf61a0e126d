package dev.switchboard.conversation.assignment;

import dev.switchboard.common.contract.AvailabilityChanged;
import dev.switchboard.common.contract.PresenceChanged;
import dev.switchboard.common.id.Ids;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whether an agent takes conversations.
///
/// @param since null for somebody who has never said anything, and is available
public record Availability(
        UUID userId, Status status, @Nullable Instant since) {
    public enum Status {
        AVAILABLE,
        AWAY;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    AvailabilityChanged changed(UUID accountId, Instant at) {
        PresenceChanged.Availability told = switch (status) {
            case AVAILABLE -> PresenceChanged.Availability.ONLINE;
            case AWAY -> PresenceChanged.Availability.AWAY;
        };
        return new AvailabilityChanged(Ids.next(), accountId, userId, at, told);
    }

    public static Availability unsaid(UUID userId) {
        return new Availability(userId, Status.AVAILABLE, null);
    }
}
