package dev.switchboard.conversation.conversation;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// A place in the list of conversations, latest activity first. Opaque to clients.
///
/// @param total what the first page counted, so that no later one counts again
public record Cursor(Instant lastActivityAt, UUID id, long total) {
    /// No list has later ones, and PostgreSQL's time ends.
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

    static Cursor of(Conversation conversation, long total) {
        return new Cursor(conversation.progress().lastActivityAt(), conversation.id(), total);
    }

    public String text() {
        String plain = lastActivityAt.toEpochMilli() + "|" + id + "|" + total;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /// Empty for a text that no list has given out.
    public static Optional<Cursor> parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|", -1);
            if (parts.length != 3) {
                return Optional.empty();
            }
            long millis = Long.parseLong(parts[0]);
            long total = Long.parseLong(parts[2]);
            return millis < 0 || millis > LATEST || total < 0
                    ? Optional.empty()
                    : Optional.of(new Cursor(Instant.ofEpochMilli(millis), UUID.fromString(parts[1]), total));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
