package dev.switchboard.conversation.conversation;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// A place in the list of conversations, latest activity first. Opaque to clients.
public record Cursor(Instant lastActivityAt, UUID id) {
    /// No list has later ones, and PostgreSQL's time ends.
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

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
            if (bar < 0) {
                return Optional.empty();
            }
            long millis = Long.parseLong(plain.substring(0, bar));
            UUID id = UUID.fromString(plain.substring(bar + 1));
            return millis < 0 || millis > LATEST
                    ? Optional.empty()
                    : Optional.of(new Cursor(Instant.ofEpochMilli(millis), id));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
