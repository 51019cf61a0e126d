package dev.switchboard.admin.notification;

import dev.switchboard.admin.mail.Letter;
import dev.switchboard.admin.mail.Mails;
import dev.switchboard.admin.notification.Notifications.WaitingRow;
import dev.switchboard.common.service.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Makes one mail of all that waits for somebody. What waited and the mail that tells it change places in one
/// transaction, so nobody hears of anything twice.
@Component
class TellPeople implements PeriodicTask {
    private static final int AT_ONCE = 20;
    private static final int MOST = 20;
    private static final Duration GOOD_FOR = Duration.ofDays(1);

    private final Notifications notifications;
    private final Mails mails;
    private final TransactionalOperator transaction;
    private final NotificationSettings settings;
    private final Clock clock;

    TellPeople(
            Notifications notifications,
            Mails mails,
            TransactionalOperator transaction,
            NotificationSettings settings,
            Clock clock) {
        this.notifications = notifications;
        this.mails = mails;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Duration period() {
        return settings.poll();
    }

    @Override
    public Mono<Void> round() {
        return notifications
                .due(AT_ONCE)
                .collectList()
                .flatMapIterable(users -> users)
                .concatMap(this::tell)
                .then()
                .as(transaction::transactional);
    }

    private Mono<Void> tell(UUID userId) {
        return notifications
                .take(userId)
                .collectList()
                .filter(waiting -> !waiting.isEmpty())
                .flatMap(waiting -> notifications
                        .addressOf(userId)
                        .flatMap(address -> mails.add(letter(address, waiting)))
                        .then());
    }

    private Letter letter(String address, List<WaitingRow> waiting) {
        List<String> sentences = new ArrayList<>(
                waiting.stream().limit(MOST).map(WaitingRow::sentence).toList());
        if (waiting.size() > MOST) {
            sentences.add("And " + (waiting.size() - MOST) + " more.");
        }
        boolean one =
                waiting.stream().map(WaitingRow::conversationId).distinct().count() == 1;
        String subject = waiting.size() == 1 ? sentences.getFirst() : waiting.size() + " news from your desk";
        String path = one ? "/app/inbox/all/" + waiting.getFirst().conversationId() : "/app/";
        return new Letter(
                address,
                subject,
                sentences,
                new Letter.Link(one ? "Open the conversation" : "Open the desk", path),
                clock.instant().plus(GOOD_FOR));
    }
}
