package dev.switchboard.admin.inbox;

import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.secret.AfterRewrap;
import dev.switchboard.common.secret.SealedColumn;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// The secrets of inboxes under a new master key: they stand in facts too, so every inbox is told again.
@Configuration(proxyBeanMethods = false)
class InboxSecrets {
    private static final int PAGE = 200;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Bean
    SealedColumn identitySecrets() {
        return new SealedColumn("inbox_settings", "identity_secret");
    }

    @Bean
    SealedColumn botSecrets() {
        return new SealedColumn("inbox_settings", "bot_secret");
    }

    @Bean
    AfterRewrap inboxesToldAgain(
            Inboxes inboxes, Outbox outbox, DatabaseClient database, TransactionalOperator transaction, Clock clock) {
        return () -> tell(new UUID(0, 0), inboxes, outbox, transaction, clock).then(told(database));
    }

    private static Mono<Void> tell(
            UUID after, Inboxes inboxes, Outbox outbox, TransactionalOperator transaction, Clock clock) {
        return inboxes.lockedPage(after, PAGE)
                .collectList()
                .flatMap(page -> outbox.tell(page.stream()
                                .map(inbox -> inbox.fact(clock.instant()))
                                .toList())
                        .thenReturn(page))
                .as(transaction::transactional)
                .flatMap(page -> page.size() < PAGE
                        ? Mono.empty()
                        : tell(page.getLast().id(), inboxes, outbox, transaction, clock));
    }

    /// Once the broker has them all.
    private static Mono<Void> told(DatabaseClient database) {
        return database.sql("SELECT NOT EXISTS (SELECT 1 FROM outbox WHERE topic = 'account.updated')")
                .mapValue(Boolean.class)
                .one()
                .filter(empty -> empty)
                .repeatWhenEmpty(tries -> tries.delayElements(LOOK))
                .timeout(PATIENCE)
                .then();
    }
}
