package dev.switchboard.conversation.customer;

import java.util.Locale;

/// Where a customer stands; only the first two take part in conversations.
public enum CustomerStatus {
    ACTIVE,
    BLOCKED,
    MERGED,
    ERASED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
