package dev.switchboard.conversation.conversation;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// A place in the list of conversations, latest activity first. Opaque to clients.
public record Cursor(Instant lastActivityAt, UUID id) {
    static Cursor of(Conversation conversation) {
        return new Cursor(conversation.progress().lastActivityAt(), conversation.id());
    }

    public String text() {
        String plain = lastActivityAt.toEpochMilli() + "|" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /// Empty for a text that no list has given out.
    public static Optional<Cursor> parse(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int bar = plain.indexOf('|');
            return bar < 0
                    ? Optional.empty()
                    : Optional.of(new Cursor(
                            Instant.ofEpochMilli(Long.parseLong(plain.substring(0, bar))),
                            UUID.fromString(plain.substring(bar + 1))));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
