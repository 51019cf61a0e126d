package dev.switchboard.admin.key;

import dev.switchboard.common.messaging.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Revokes keys whose time has come. A gateway refuses them by itself from that moment on; the fact closes the sockets
/// that they opened.
@Component
class ExpireKeys implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ExpireKeys.class);
    private static final Duration EVERY = Duration.ofMillis(500);

    private final ApiKeys keys;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private @Nullable Disposable work;

    ExpireKeys(ApiKeys keys, Outbox outbox, TransactionalOperator transaction, Clock clock) {
        this.keys = keys;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    private Mono<Void> expire() {
        Instant now = clock.instant();
        return keys.revokeExpired(now)
                .map(key -> key.fact(now))
                .collectList()
                .flatMap(outbox::tell)
                .as(transaction::transactional)
                .onErrorResume(Exception.class, error -> {
                    LOG.warn("Expired keys are looked for again in a moment: {}", error.toString());
                    return Mono.empty();
                });
    }

    @Override
    public void start() {
        work = Flux.interval(EVERY)
                .onBackpressureDrop()
                .concatMap(_ -> expire())
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
