package dev.switchboard.conversation.canned;

import java.text.Normalizer;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An answer that the desk keeps ready under a shortcut. Shortcuts differ by more than their case.
///
/// @param content may have places such as `{{customer.name}}`
/// @param creatorNumber the user who wrote it
public record CannedResponse(
        UUID accountId,
        UUID id,
        String shortcut,
        String content,
        @Nullable Integer creatorNumber,
        Instant createdAt,
        Instant updatedAt) {
    /// The form in which shortcuts are compared.
    String key() {
        return Normalizer.normalize(shortcut, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    CannedResponse changed(@Nullable String nextShortcut, @Nullable String nextContent, Instant at) {
        return new CannedResponse(
                accountId,
                id,
                nextShortcut == null ? shortcut : nextShortcut,
                nextContent == null ? content : nextContent,
                creatorNumber,
                createdAt,
                at);
    }
}
