package dev.switchboard.admin.session;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.service.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Takes a revoked login off `account.updated` once its token has run out by itself, so that the compacted topic holds
/// no more of them than there can be of tokens.
@Component
class ForgetRevoked implements PeriodicTask {
    /// A gateway's clock may be behind, and a token is good for a minute past its end.
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private static final int AT_ONCE = 500;

    private final Sessions sessions;
    private final Outbox outbox;
    private final SessionSettings settings;
    private final TransactionalOperator transaction;
    private final Clock clock;

    ForgetRevoked(
            Sessions sessions,
            Outbox outbox,
            SessionSettings settings,
            TransactionalOperator transaction,
            Clock clock) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    private Mono<Long> some() {
        return sessions.forgetSpent(clock.instant().minus(MARGIN), AT_ONCE)
                .collectList()
                .flatMap(spent -> outbox.forget(spent.stream()
                                .map(session -> new Outbox.Gone(
                                        session.accountId(),
                                        AccountUpdated.SessionRevoked.class,
                                        key(session.sessionId())))
                                .toList())
                        .thenReturn((long) spent.size()))
                .as(transaction::transactional);
    }

    private static String key(UUID sessionId) {
        return "session:" + sessionId;
    }

    @Override
    public Duration period() {
        return settings.tidy();
    }

    @Override
    public Mono<Void> round() {
        return Mono.defer(this::some)
                .repeat()
                .takeUntil(count -> count < AT_ONCE)
                .then();
    }
}
