package dev.switchboard.channel.inbound;

import dev.switchboard.common.messaging.RelayPace;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Webhooks are taken before what they brought is told: a provider that is not answered in time brings everything once
/// more, while a message that is stored can wait. As many webhooks are in flight as come in the time that one takes, so
/// their number tells both that many come and that it has become slow. What they leave of a common bound is told.
@Component
final class IntakeFirst implements RelayPace {
    /// Webhooks in flight for which nothing is held back.
    static final int FEW = 8;
    /// Webhooks in flight and rows of a round together.
    static final int TOGETHER = 16;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /// A part of taking a webhook that waits for nobody else than this machine.
    <T> Mono<T> during(Mono<T> taking) {
        return Mono.defer(() -> {
            int _ = most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            return taking.doFinally(_ -> inFlight.decrementAndGet());
        });
    }

    @Override
    public int rows(int full) {
        int webhooks = most.getAndSet(inFlight.get());
        return webhooks <= FEW ? full : Math.max(0, TOGETHER - webhooks);
    }
}
