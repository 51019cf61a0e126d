package dev.switchboard.conversation.search;

import dev.switchboard.conversation.conversation.Status;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which messages and conversations count; null leaves a question open.
///
/// @param closed whether the conversation is done, where no single status is asked for
/// @param tag the key of a tag of the conversation, or its id
/// @param since of the message, included
/// @param until of the message, excluded
record SearchFilter(
        @Nullable UUID inboxId,
        @Nullable Boolean closed,
        @Nullable Status status,
        @Nullable UUID assigneeId,
        @Nullable String tag,
        @Nullable Instant since,
        @Nullable Instant until) {
    /// What changes with a conversation and is therefore no part of the index.
    boolean asksOfConversation() {
        return closed != null || status != null || assigneeId != null || tag != null;
    }
}
