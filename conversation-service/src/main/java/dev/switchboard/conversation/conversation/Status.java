package dev.switchboard.conversation.conversation;

import java.util.Locale;

/// Where a conversation stands as a ticket. Any status may follow any other.
public enum Status {
    NEW,
    OPEN,
    PENDING_CUSTOMER,
    SNOOZED,
    RESOLVED,
    CLOSED;

    /// Nobody waits for anything any more.
    public boolean isClosed() {
        return this == RESOLVED || this == CLOSED;
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
