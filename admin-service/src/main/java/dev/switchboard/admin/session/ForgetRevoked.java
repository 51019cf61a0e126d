package dev.switchboard.admin.session;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.messaging.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Takes a revoked login off `account.updated` once its token has run out by itself, so that the compacted topic holds
/// no more of them than there can be of tokens.
@Component
class ForgetRevoked implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ForgetRevoked.class);
    /// A gateway's clock may be behind, and a token is good for a minute past its end.
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private static final int AT_ONCE = 500;

    private final Sessions sessions;
    private final Outbox outbox;
    private final SessionSettings settings;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private @Nullable Disposable work;

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

    /// Gives how many there were.
    Mono<Long> forget() {
        return Mono.defer(this::some)
                .repeat()
                .takeUntil(count -> count < AT_ONCE)
                .reduce(0L, Long::sum);
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
    public void start() {
        work = Flux.interval(settings.tidy())
                .onBackpressureDrop()
                .concatMap(_ -> forget().onErrorComplete(error -> {
                    LOG.warn("Revoked logins stay on the topic for now: {}", error.toString());
                    return true;
                }))
                .subscribe();
    }

    @Override
    public void stop() {
        if (work != null) {
            work.dispose();
        }
        work = null;
    }

    @Override
    public boolean isRunning() {
        return work != null;
    }
}
