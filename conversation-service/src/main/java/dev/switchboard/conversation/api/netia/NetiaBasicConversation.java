package dev.switchboard.conversation.api.netia;

import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Priority;
import dev.switchboard.conversation.desk.Attributes;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A conversation in Netia's basic shape: without what clients merge from elsewhere. Netia knows two statuses and two
/// priorities; what stands after `metadata` is ours.
@JsonNaming(SnakeCaseStrategy.class)
record NetiaBasicConversation(
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
        @Nullable UUID customerId,
        @Nullable Integer assigneeId,
        UUID inboxId,
        Map<String, Object> metadata,
        @Nullable Instant archivedAt,
        @Nullable Instant snoozedUntil,
        String ticketStatus,
        String ticketPriority,
        String owner,
        long number,
        long seq,
        long version) {
    static NetiaBasicConversation of(Conversation c, @Nullable NetiaUser assignee, Attributes attributes) {
        Priority priority = c.desk().priority();
        return new NetiaBasicConversation(
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
                attributes.values(),
                c.desk().archivedAt(),
                c.desk().snoozedUntil(),
                c.desk().status().wire(),
                priority.wire(),
                c.lease().owner().name().toLowerCase(Locale.ROOT),
                c.number(),
                c.progress().lastSeq(),
                c.progress().version());
    }

    /// For somebody outside: the ids of a conversation and of its customer together are a visitor's right to write.
    NetiaBasicConversation forReader() {
        return new NetiaBasicConversation(
                id,
                object,
                source,
                createdAt,
                closedAt,
                lastActivityAt,
                status,
                read,
                priority,
                subject,
                accountId,
                null,
                null,
                inboxId,
                Map.of(),
                archivedAt,
                null,
                ticketStatus,
                ticketPriority,
                owner,
                number,
                seq,
                version);
    }
}
