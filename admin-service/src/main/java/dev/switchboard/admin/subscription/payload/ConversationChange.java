package dev.switchboard.admin.subscription.payload;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.common.contract.ConversationUpdated;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// What has changed of a conversation: only that is there. Netia knows two statuses and two priorities; ours stand
/// beside
/// them as `ticket_status` and `ticket_priority`.
///
/// @param changed status, priority, tags, owner, or the name of a detail
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConversationChange(
        UUID id,
        String object,
        UUID accountId,
        String updatedAt,
        long version,
        String changed,
        @Nullable String status,
        @Nullable String ticketStatus,
        @Nullable String priority,
        @Nullable String ticketPriority,
        @Nullable List<String> tags,
        @Nullable String owner,
        @Nullable Assignee assignee,
        @Nullable String subject,
        @Nullable Boolean archived,
        @Nullable String snoozedUntil) {
    private static final Set<String> CLOSED = Set.of("resolved", "closed");
    private static final Set<String> PRIORITY = Set.of("high", "urgent");

    /// @param userId the user's UUID
    @JsonNaming(SnakeCaseStrategy.class)
    record Assignee(UUID userId, @Nullable String displayName) {}

    boolean isClosed() {
        return "closed".equals(status);
    }

    static ConversationChange status(ConversationUpdated.StatusChanged changed) {
        String status = CLOSED.contains(changed.status()) ? "closed" : "open";
        return of(changed, "status", status, changed.status(), null, null, null, null, null);
    }

    static ConversationChange priority(ConversationUpdated.PriorityChanged changed) {
        String priority = PRIORITY.contains(changed.priority()) ? "priority" : "not_priority";
        return of(changed, "priority", null, null, priority, changed.priority(), null, null, null);
    }

    static ConversationChange tags(ConversationUpdated.Tagged changed) {
        return of(changed, "tags", null, null, null, null, changed.tags(), null, null);
    }

    static ConversationChange owner(ConversationUpdated.OwnerChanged changed) {
        Assignee assignee = changed.agentId() == null ? null : new Assignee(changed.agentId(), changed.agentName());
        String owner = changed.owner().name().toLowerCase(Locale.ROOT);
        return of(changed, "owner", null, null, null, null, null, owner, assignee);
    }

    static ConversationChange details(ConversationUpdated.DetailsChanged changed) {
        return new ConversationChange(
                changed.conversationId(),
                "conversation",
                changed.accountId(),
                PayloadJson.time(changed.occurredAt()),
                changed.version(),
                changed.changed(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                changed.subject(),
                changed.archived(),
                changed.snoozedUntil() == null ? null : PayloadJson.time(changed.snoozedUntil()));
    }

    private static ConversationChange of(
            ConversationUpdated fact,
            String changed,
            @Nullable String status,
            @Nullable String ticketStatus,
            @Nullable String priority,
            @Nullable String ticketPriority,
            @Nullable List<String> tags,
            @Nullable String owner,
            @Nullable Assignee assignee) {
        return new ConversationChange(
                fact.conversationId(),
                "conversation",
                fact.accountId(),
                PayloadJson.time(fact.occurredAt()),
                fact.version(),
                changed,
                status,
                ticketStatus,
                priority,
                ticketPriority,
                tags,
                owner,
                assignee,
                null,
                null,
                null);
    }
}
