package dev.switchboard.conversation.transfer;

import com.fasterxml.jackson.annotation.JsonAlias;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// One line of an import, as it was written: what another system exported, or this one, whose ids then are the
/// external ones.
sealed interface ImportLine {
    @JsonNaming(SnakeCaseStrategy.class)
    record CustomerLine(
            @JsonAlias("id") @Nullable String externalId,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String createdAt)
            implements ImportLine {}

    @JsonNaming(SnakeCaseStrategy.class)
    record ConversationLine(
            @JsonAlias("id") @Nullable String externalId,
            @JsonAlias("customer_id") @Nullable String customerExternalId,
            @Nullable String subject,
            @Nullable String status,
            @Nullable String priority,
            @Nullable String createdAt,
            @Nullable String closedAt)
            implements ImportLine {}

    /// @param author customer, agent, bot or system
    /// @param type reply or note
    @JsonNaming(SnakeCaseStrategy.class)
    record MessageLine(
            @JsonAlias("id") @Nullable String externalId,
            @JsonAlias("conversation_id") @Nullable String conversationExternalId,
            @Nullable String author,
            @Nullable String authorName,
            @Nullable String type,
            @Nullable String body,
            @Nullable String createdAt)
            implements ImportLine {}
}
