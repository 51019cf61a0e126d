package dev.switchboard.admin.subscription.payload;

import dev.switchboard.admin.subscription.EventType;
import dev.switchboard.common.contract.ConversationUpdated;
import java.util.List;

/// Conversations: that one began, and what has changed since.
public final class ConversationEvents {
    private ConversationEvents() {}

    /// One fact can be two events: a change of the status, and the end. None for what only the desk's own pages show.
    public static List<Event> of(ConversationUpdated fact) {
        return switch (fact) {
            case ConversationUpdated.Created created ->
                List.of(new Event(
                        created.accountId(),
                        EventType.CONVERSATION_CREATED,
                        created.conversationId(),
                        created.version(),
                        created.conversationId(),
                        created.customerId(),
                        created.address().inboxId(),
                        created.occurredAt(),
                        NetiaConversation.of(created),
                        AmoiqConversation.of(created)));
            case ConversationUpdated.StatusChanged changed -> {
                ConversationChange change = ConversationChange.status(changed);
                Event updated = event(EventType.CONVERSATION_UPDATED, changed, change);
                yield change.isClosed()
                        ? List.of(updated, event(EventType.CONVERSATION_CLOSED, changed, change))
                        : List.of(updated);
            }
            case ConversationUpdated.PriorityChanged changed -> updated(changed, ConversationChange.priority(changed));
            case ConversationUpdated.Tagged changed -> updated(changed, ConversationChange.tags(changed));
            case ConversationUpdated.OwnerChanged changed -> updated(changed, ConversationChange.owner(changed));
            case ConversationUpdated.DetailsChanged changed -> updated(changed, ConversationChange.details(changed));
            case ConversationUpdated.ReadChanged _,
                    ConversationUpdated.Mentioned _,
                    ConversationUpdated.SlaBreached _,
                    ConversationUpdated.Unknown _ -> List.of();
        };
    }

    private static List<Event> updated(ConversationUpdated fact, ConversationChange change) {
        return List.of(event(EventType.CONVERSATION_UPDATED, fact, change));
    }

    private static Event event(EventType type, ConversationUpdated fact, ConversationChange change) {
        return new Event(
                fact.accountId(),
                type,
                fact.conversationId(),
                fact.version(),
                fact.conversationId(),
                null,
                null,
                fact.occurredAt(),
                change,
                AmoiqConversation.of(fact, change));
    }
}
