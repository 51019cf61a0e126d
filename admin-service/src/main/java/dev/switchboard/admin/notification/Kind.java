package dev.switchboard.admin.notification;

import java.util.Locale;

/// What somebody may ask to hear of.
enum Kind {
    ASSIGNED,
    MENTIONED,
    UNASSIGNED;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
