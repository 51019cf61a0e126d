package dev.switchboard.admin.notification;

import dev.switchboard.admin.notification.Notifications.Notice;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.Owner;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Notes what somebody may want to hear of. Nobody hears of what it did itself.
@Service
class FollowConversations {
    private final Notifications notifications;
    private final NotificationSettings settings;

    FollowConversations(Notifications notifications, NotificationSettings settings) {
        this.notifications = notifications;
        this.settings = settings;
    }

    static boolean concerns(ConversationUpdated fact) {
        return fact instanceof ConversationUpdated.Created
                || fact instanceof ConversationUpdated.OwnerChanged
                || fact instanceof ConversationUpdated.Mentioned;
    }

    /// In the consumer's transaction.
    Mono<Void> follow(ConversationUpdated fact) {
        return switch (fact) {
            case ConversationUpdated.Created created
            when created.owner() == Owner.QUEUE ->
                waits(created.accountId(), created.conversationId(), "Conversation #" + created.number() + " is new");
            case ConversationUpdated.OwnerChanged changed -> ownerChanged(changed);
            case ConversationUpdated.Mentioned mentioned ->
                notifications.add(
                        new Notice(
                                mentioned.accountId(),
                                mentioned.conversationId(),
                                Kind.MENTIONED,
                                who(mentioned.by()) + " has named you in a note."),
                        mentioned.userIds().stream()
                                .filter(user -> !user.equals(mentioned.by().id()))
                                .toList(),
                        settings.quiet());
            case ConversationUpdated _ -> Mono.empty();
        };
    }

    private Mono<Void> ownerChanged(ConversationUpdated.OwnerChanged changed) {
        UUID agent = changed.agentId();
        UUID conversation = changed.conversationId();
        if (agent == null) {
            return changed.owner() == Owner.QUEUE
                    ? waits(changed.accountId(), conversation, "A conversation was handed over")
                    : notifications.forget(changed.accountId(), conversation, Kind.UNASSIGNED);
        }
        Notice notice = new Notice(
                changed.accountId(),
                conversation,
                Kind.ASSIGNED,
                who(changed.by()) + " has assigned a conversation to you.");
        Mono<Void> told = agent.equals(changed.by().id())
                ? Mono.empty()
                : notifications.add(notice, List.of(agent), settings.quiet());
        return notifications
                .forget(changed.accountId(), conversation, Kind.UNASSIGNED)
                .then(told);
    }

    private Mono<Void> waits(UUID accountId, UUID conversation, String what) {
        return notifications.addForAll(
                new Notice(accountId, conversation, Kind.UNASSIGNED, what + " and waits for somebody."),
                settings.quiet());
    }

    private static String who(Author by) {
        return by.name() == null ? "Switchboard" : by.name();
    }
}
