package dev.switchboard.conversation.sla;

import java.util.Locale;

/// What is promised.
public enum SlaTarget {
    FIRST_RESPONSE,
    RESOLUTION;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
