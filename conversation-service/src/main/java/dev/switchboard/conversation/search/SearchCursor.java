package dev.switchboard.conversation.search;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// A place among ranked matches. Opaque to clients.
///
/// @param head the newest position when the first page was asked for: what came later changes no later page
record SearchCursor(long head, long total, float rank, long pos) {
    String text() {
        String plain = head + "|" + total + "|" + rank + "|" + pos;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /// Empty for a text that no page has given out.
    static Optional<SearchCursor> parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|", -1);
            return parts.length != 4
                    ? Optional.empty()
                    : Optional.of(new SearchCursor(
                            Long.parseLong(parts[0]),
                            Long.parseLong(parts[1]),
                            Float.parseFloat(parts[2]),
                            Long.parseLong(parts[3])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
