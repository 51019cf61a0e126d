package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.assignment.UpdateConversation.Assignee;
import dev.switchboard.conversation.assignment.UpdateConversation.Change;
import dev.switchboard.conversation.conversation.Priority;
import dev.switchboard.conversation.conversation.Status;
import dev.switchboard.conversation.desk.Details;
import dev.switchboard.conversation.tag.TagChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// `{"conversation": {…}}`: what is absent stays as it is.
record NetiaConversationRequest(@Nullable Body conversation) {
    /// What stands last is ours.
    ///
    /// @param assigneeId null unassigns, absent leaves the assignee
    /// @param metadata attributes by name; those not named stay, null takes one away
    /// @param tags by name: all that are on it then
    @JsonNaming(SnakeCaseStrategy.class)
    record Body(
            @Nullable String status,
            @Nullable String priority,
            @Nullable Boolean read,
            @Nullable NetiaAssignee assigneeId,
            @Nullable String subject,
            @Nullable Map<String, @Nullable Object> metadata,
            @Nullable Map<String, @Nullable Object> customAttributes,
            @Nullable Instant snoozedUntil,
            @Nullable Boolean archived,
            @Nullable List<@Nullable String> tags) {
        Details details() {
            return new Details(
                    subject,
                    snoozedUntil,
                    archived,
                    metadata == null ? customAttributes : metadata,
                    tags == null ? null : TagChange.to(NetiaTaggingRequest.names(tags)));
        }
    }

    Change toChange() {
        if (conversation == null) {
            throw Problem.field("conversation", "can't be blank");
        }
        NetiaAssignee assignee = conversation.assigneeId();
        Change change = new Change(
                conversation.status() == null
                        ? null
                        : NetiaFilters.constant("status", Status.class, conversation.status()),
                priority(conversation.priority()),
                conversation.read(),
                assignee == null ? null : new Assignee(assignee.number()),
                conversation.details());
        if (change.isEmpty()) {
            throw Problem.field("conversation", "has nothing to change");
        }
        return change;
    }

    /// Netia knows two priorities: raising one that is high already, or lowering one that is low, changes nothing.
    private static @Nullable UnaryOperator<Priority> priority(@Nullable String text) {
        return switch (text) {
            case null -> null;
            case "priority" -> present -> present == Priority.URGENT ? present : Priority.HIGH;
            case "not_priority" -> present -> present == Priority.LOW ? present : Priority.MEDIUM;
            default -> {
                Priority wanted = NetiaFilters.constant("priority", Priority.class, text);
                yield _ -> wanted;
            }
        };
    }
}
