package dev.switchboard.admin.notification;

import dev.switchboard.admin.notification.Notifications.Notice;
import dev.switchboard.admin.push.Pushes;
import dev.switchboard.admin.push.Pushes.News;
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
    private final Pushes pushes;
    private final NotificationSettings settings;

    FollowConversations(Notifications notifications, Pushes pushes, NotificationSettings settings) {
        this.notifications = notifications;
        this.pushes = pushes;
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
                tell(
                        new Notice(
                                mentioned.accountId(),
                                mentioned.conversationId(),
                                Kind.MENTIONED,
                                who(mentioned.by()) + " has named you in a note."),
                        mentioned.userIds().stream()
                                .filter(user -> !user.equals(mentioned.by().id()))
                                .toList());
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
        Mono<Void> told = agent.equals(changed.by().id()) ? Mono.empty() : tell(notice, List.of(agent));
        return notifications
                .forget(changed.accountId(), conversation, Kind.UNASSIGNED)
                .then(told);
    }

    private Mono<Void> waits(UUID accountId, UUID conversation, String what) {
        Notice notice = new Notice(accountId, conversation, Kind.UNASSIGNED, what + " and waits for somebody.");
        return notifications.addForAll(notice, settings.quiet()).then(pushes.tellAll(news(notice)));
    }

    /// By mail after a while, and at once where a browser is told.
    private Mono<Void> tell(Notice notice, List<UUID> users) {
        return notifications.add(notice, users, settings.quiet()).then(pushes.tell(news(notice), users));
    }

    private static News news(Notice notice) {
        return new News(
                notice.accountId(), notice.conversationId(), notice.kind().text(), notice.sentence());
    }

    private static String who(Author by) {
        return by.name() == null ? "Switchboard" : by.name();
    }
}
