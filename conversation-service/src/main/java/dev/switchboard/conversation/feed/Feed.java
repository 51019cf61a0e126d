package dev.switchboard.conversation.feed;

import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.message.Messages.Tail;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation's messages after a `seq`, with where the conversation stands now.
///
/// @param recovered false when more is missing than is sent again: the reader reloads
record Feed(
        @Nullable UUID conversationId,
        long lastSeq,
        long version,
        Owner owner,
        long leaseEpoch,
        boolean recovered,
        List<MessageCreated> messages) {
    static Feed of(Tail tail, boolean recovered, List<MessageCreated> missed) {
        Conversation c = tail.conversation();
        return new Feed(
                c.id(),
                c.progress().lastSeq(),
                c.progress().version(),
                c.lease().owner(),
                c.lease().epoch(),
                recovered,
                missed);
    }

    /// Nobody has written at this address yet.
    static Feed ofNobody(Owner owner) {
        return new Feed(null, 0, 0, owner, 0, true, List.of());
    }
}
