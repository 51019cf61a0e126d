package dev.switchboard.admin.subscription.payload;

import dev.switchboard.common.contract.ConversationUpdated;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A conversation that began, in Netia's shape.
@JsonNaming(SnakeCaseStrategy.class)
record NetiaConversation(
        UUID id,
        String object,
        String source,
        String createdAt,
        String lastActivityAt,
        String status,
        boolean read,
        String priority,
        @Nullable String subject,
        UUID accountId,
        UUID customerId,
        @Nullable Integer assigneeId,
        UUID inboxId,
        String ticketStatus,
        String owner,
        long number,
        long version) {
    static NetiaConversation of(ConversationUpdated.Created created) {
        String at = PayloadJson.time(created.occurredAt());
        return new NetiaConversation(
                created.conversationId(),
                "conversation",
                NetiaMessage.source(created.address().channel()),
                at,
                at,
                "open",
                false,
                "not_priority",
                created.subject(),
                created.accountId(),
                created.customerId(),
                null,
                created.address().inboxId(),
                "new",
                created.owner().name().toLowerCase(Locale.ROOT),
                created.number(),
                created.version());
    }
}
