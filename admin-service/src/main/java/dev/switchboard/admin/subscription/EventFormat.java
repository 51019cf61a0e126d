package dev.switchboard.admin.subscription;

import java.util.Locale;

/// Whose webhooks a receiver understands. They differ in their bodies and in how an event's name is written.
public enum EventFormat {
    /// `{"event": "message:created", "payload": {…}}`
    NETIA(':'),
    /// `{"event": "message.created", "timestamp": …, "data": {…}}`
    AMOIQ('.');

    private final char separator;

    EventFormat(char separator) {
        this.separator = separator;
    }

    char separator() {
        return separator;
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException for what is no format
    public static EventFormat of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
