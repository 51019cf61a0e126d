package dev.switchboard.conversation.assignment;

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

    public static Availability unsaid(UUID userId) {
        return new Availability(userId, Status.AVAILABLE, null);
    }
}
