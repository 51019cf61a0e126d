package dev.switchboard.gateway.feed;

import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Owner;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What conversation-service answers to a reader of a conversation.
///
/// @param conversationId absent as long as nobody has written
/// @param recovered false when more is missing than is sent again; then there are no messages
/// @param messages in order of `seq`
record FeedPage(
        @Nullable UUID conversationId,
        long lastSeq,
        long version,
        @Nullable Owner owner,
        long leaseEpoch,
        boolean recovered,
        List<MessageCreated> messages) {
    /// The `seq` before the first of the page, or the last of all where it is empty.
    long before() {
        return messages.isEmpty() ? lastSeq : messages.getFirst().seq() - 1;
    }
}
