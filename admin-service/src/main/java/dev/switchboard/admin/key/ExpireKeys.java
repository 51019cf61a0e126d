package dev.switchboard.admin.key;

import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.common.service.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Revokes keys whose time has come. A gateway refuses them by itself from that moment on; the fact closes the sockets
/// that they opened.
@Component
class ExpireKeys implements PeriodicTask {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final ApiKeys keys;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final Clock clock;

    ExpireKeys(ApiKeys keys, Outbox outbox, TransactionalOperator transaction, Clock clock) {
        this.keys = keys;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public Duration period() {
        return EVERY;
    }

    @Override
    public Mono<Void> round() {
        Instant now = clock.instant();
        return keys.revokeExpired(now)
                .map(key -> key.fact(now))
                .collectList()
                .flatMap(outbox::tell)
                .as(transaction::transactional);
    }
}
