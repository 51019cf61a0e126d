package dev.switchboard.conversation.conversation;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Each act of a conversation in the words of the contract, told from the state after it.
public final class ConversationFacts {
    private ConversationFacts() {}

    public static ConversationUpdated.Created created(Conversation c) {
        return new ConversationUpdated.Created(
                Ids.next(),
                c.accountId(),
                c.id(),
                c.createdAt(),
                c.progress().version(),
                c.number(),
                c.address(),
                c.customerId(),
                c.lease().owner(),
                c.lease().epoch(),
                c.subject());
    }

    public static ConversationUpdated.StatusChanged statusChanged(Conversation c, Author by, Instant at) {
        return new ConversationUpdated.StatusChanged(
                Ids.next(),
                c.accountId(),
                c.id(),
                at,
                c.progress().version(),
                c.desk().status().wire(),
                by);
    }

    public static ConversationUpdated.PriorityChanged priorityChanged(Conversation c, Author by, Instant at) {
        return new ConversationUpdated.PriorityChanged(
                Ids.next(),
                c.accountId(),
                c.id(),
                at,
                c.progress().version(),
                c.desk().priority().wire(),
                by);
    }

    public static ConversationUpdated.ReadChanged readChanged(Conversation c, Author by, Instant at) {
        return new ConversationUpdated.ReadChanged(
                Ids.next(),
                c.accountId(),
                c.id(),
                at,
                c.progress().version(),
                c.desk().read(),
                by);
    }

    public static ConversationUpdated.Tagged tagged(Conversation c, List<String> tags, Author by, Instant at) {
        return new ConversationUpdated.Tagged(
                Ids.next(), c.accountId(), c.id(), at, c.progress().version(), tags, by);
    }

    /// @param changed what of it: subject, attributes, snoozed_until or archived
    public static ConversationUpdated.DetailsChanged detailsChanged(
            Conversation c, String changed, Author by, Instant at) {
        return new ConversationUpdated.DetailsChanged(
                Ids.next(),
                c.accountId(),
                c.id(),
                at,
                c.progress().version(),
                changed,
                c.subject(),
                c.desk().snoozedUntil(),
                c.isArchived(),
                by);
    }

    public static ConversationUpdated.Mentioned mentioned(
            Conversation c, UUID messageId, List<UUID> userIds, Author by, Instant at) {
        return new ConversationUpdated.Mentioned(
                Ids.next(), c.accountId(), c.id(), at, c.progress().version(), messageId, userIds, by);
    }

    public static ConversationUpdated.OwnerChanged ownerChanged(
            Conversation c, @Nullable String agentName, Author by, String reason, Instant at) {
        return new ConversationUpdated.OwnerChanged(
                Ids.next(),
                c.accountId(),
                c.id(),
                at,
                c.progress().version(),
                c.lease().owner(),
                c.lease().epoch(),
                c.lease().agentId(),
                agentName,
                by,
                reason);
    }
}
