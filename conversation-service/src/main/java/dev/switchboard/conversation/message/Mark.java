package dev.switchboard.conversation.message;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a ledger writes on messages that are recorded already, or beside one.
sealed interface Mark {
    /// A new text.
    ///
    /// @param propagated whether everybody who has read the old text sees the new one; null where nobody asks
    record Edit(MessageKey message, String body, @Nullable Boolean propagated, Instant at) implements Mark {}

    /// The message loses its words.
    record Removal(MessageKey message, @Nullable Boolean propagated, Instant at) implements Mark {}

    /// What a voice message says.
    record Transcript(MessageKey message, String text) implements Mark {}

    /// The customer has seen what others wrote up to `seq`.
    record Seen(UUID accountId, UUID conversationId, Instant conversationCreatedAt, long seq, Instant at)
            implements Mark {}

    /// The message names a colleague.
    record Mention(UUID accountId, UUID conversationId, UUID messageId, UUID userId, Instant at) implements Mark {}

    /// A colleague has read on in a conversation.
    record MentionsRead(UUID accountId, UUID conversationId, UUID userId, Instant at) implements Mark {}
}
