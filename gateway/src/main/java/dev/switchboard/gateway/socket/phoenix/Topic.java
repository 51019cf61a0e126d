package dev.switchboard.gateway.socket.phoenix;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a topic's name means.
sealed interface Topic {
    /// `conversation:<id>`
    record Conversation(UUID id) implements Topic {}

    /// `conversation:lobby`, or one customer's
    record Lobby(@Nullable UUID customerId) implements Topic {}

    /// `notification:<account>`: an agent's inbox
    record Notification(UUID accountId) implements Topic {}

    record Unmatched() implements Topic {}

    static Topic of(String name) {
        if (name.equals("conversation:lobby")) {
            return new Lobby(null);
        }
        int colon = name.lastIndexOf(':');
        UUID id = colon < 0 ? null : uuid(name.substring(colon + 1));
        if (id == null) {
            return new Unmatched();
        }
        return switch (name.substring(0, colon)) {
            case "conversation" -> new Conversation(id);
            case "conversation:lobby" -> new Lobby(id);
            case "notification" -> new Notification(id);
            default -> new Unmatched();
        };
    }

    /// The id in its whole form; `UUID.fromString` takes shorter ones too.
    static @Nullable UUID uuid(String text) {
        if (text.length() != 36) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
