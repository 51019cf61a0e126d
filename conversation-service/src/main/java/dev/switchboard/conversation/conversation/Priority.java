package dev.switchboard.conversation.conversation;

import java.util.Locale;

/// How soon a conversation wants attention.
public enum Priority {
    LOW,
    MEDIUM,
    HIGH,
    URGENT;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
