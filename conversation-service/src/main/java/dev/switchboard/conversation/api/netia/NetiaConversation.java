package dev.switchboard.conversation.api.netia;

import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A conversation in Netia's shape, expanded by its customer and messages. Netia knows two statuses and two
/// priorities; `ticket_status`, `ticket_priority`, `owner`, `number`, `seq` and `version` are ours.
@JsonNaming(SnakeCaseStrategy.class)
record NetiaConversation(
        UUID id,
        String object,
        String source,
        Instant createdAt,
        @Nullable Instant closedAt,
        Instant lastActivityAt,
        String status,
        boolean read,
        String priority,
        @Nullable String subject,
        UUID accountId,
        UUID customerId,
        @Nullable Integer assigneeId,
        UUID inboxId,
        Map<String, String> metadata,
        String ticketStatus,
        String ticketPriority,
        String owner,
        long number,
        long seq,
        long version,
        @Nullable NetiaUser assignee,
        @Nullable NetiaCustomer customer,
        List<NetiaMessage> messages,
        List<String> tags,
        List<String> mentions) {
    static NetiaConversation of(
            Conversation c,
            @Nullable NetiaUser assignee,
            @Nullable NetiaCustomer customer,
            List<NetiaMessage> messages) {
        Priority priority = c.desk().priority();
        return new NetiaConversation(
                c.id(),
                "conversation",
                NetiaMessage.source(c.address().channel()),
                c.createdAt(),
                c.desk().closedAt(),
                c.progress().lastActivityAt(),
                c.desk().status().isClosed() ? "closed" : "open",
                c.desk().read(),
                priority == Priority.HIGH || priority == Priority.URGENT ? "priority" : "not_priority",
                c.subject(),
                c.accountId(),
                c.customerId(),
                assignee == null ? null : assignee.id(),
                c.address().inboxId(),
                Map.of(),
                c.desk().status().wire(),
                priority.wire(),
                c.lease().owner().name().toLowerCase(Locale.ROOT),
                c.number(),
                c.progress().lastSeq(),
                c.progress().version(),
                assignee,
                customer,
                messages,
                List.of(),
                List.of());
    }
}
