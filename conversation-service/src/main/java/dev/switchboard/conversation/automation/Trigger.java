package dev.switchboard.conversation.automation;

import java.util.Locale;

/// What makes a rule look at a conversation.
public enum Trigger {
    CONVERSATION_CREATED,
    /// A customer has written.
    MESSAGE_RECEIVED,
    STATUS_CHANGED,
    SLA_BREACHED,
    /// Nobody has answered the customer for some minutes.
    CUSTOMER_WAITING;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
