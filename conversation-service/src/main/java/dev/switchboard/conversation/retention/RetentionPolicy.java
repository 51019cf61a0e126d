package dev.switchboard.conversation.retention;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/// What happens to an inbox's conversations so many days after they were closed.
record RetentionPolicy(UUID accountId, UUID inboxId, int days, Action action, Instant updatedAt) {
    static final int MOST_DAYS = 3650;

    /// `ERASE` removes the messages; `ANONYMISE` leaves of each only who spoke and when, for statistics.
    enum Action {
        ERASE,
        ANONYMISE;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
