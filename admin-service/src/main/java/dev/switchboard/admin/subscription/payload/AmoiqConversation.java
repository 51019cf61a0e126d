package dev.switchboard.admin.subscription.payload;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.common.contract.ConversationUpdated;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation in Amoiq's words, which has no event of its own for it.
///
/// @param changed null where it began
@JsonInclude(JsonInclude.Include.NON_NULL)
record AmoiqConversation(
        UUID conversationId,
        String sessionId,
        @Nullable String userId,
        UUID tenantId,
        @Nullable String changed,
        @Nullable String status,
        @Nullable String owner) {
    static AmoiqConversation of(ConversationUpdated.Created created) {
        return new AmoiqConversation(
                created.conversationId(),
                AmoiqMessage.session(created.address(), created.conversationId()),
                AmoiqMessage.user(created.address()),
                created.accountId(),
                null,
                "open",
                null);
    }

    static AmoiqConversation of(ConversationUpdated fact, ConversationChange change) {
        return new AmoiqConversation(
                fact.conversationId(),
                fact.conversationId().toString(),
                null,
                fact.accountId(),
                change.changed(),
                change.status(),
                change.owner());
    }
}
