package dev.switchboard.conversation.search;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation with the best of its messages that match.
///
/// @param match null where the conversation was found by its number
record ConversationHit(
        String object,
        UUID id,
        @JsonUnwrapped MessageHit.Place place,
        @Nullable MessageHit match) {
    static ConversationHit of(MessageHit best) {
        return new ConversationHit("conversation", best.conversationId(), best.conversation(), best);
    }
}
