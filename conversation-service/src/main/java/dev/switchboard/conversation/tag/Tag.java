package dev.switchboard.conversation.tag;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A word that an account sorts its conversations by. Names differ by more than their case.
///
/// @param color as a page writes it, `#1677ff`
/// @param creatorNumber the user who made it
public record Tag(
        UUID accountId,
        UUID id,
        String name,
        @Nullable String description,
        @Nullable String color,
        @Nullable Integer creatorNumber,
        Instant createdAt,
        Instant updatedAt) {
    /// The form in which names are compared.
    public String key() {
        return TagName.key(name);
    }
}
