package dev.switchboard.channel.inbound;

import dev.switchboard.common.messaging.RelayPace;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Webhooks are taken before what they brought is told: a provider that is not answered in time brings everything once
/// more, while a message that is stored can wait. As many webhooks are in flight as come in the time that one takes, so
/// their number tells both that many come and that it has become slow. While it is high, rounds become half as large
/// each time; when it falls they grow by a few rows, until they are as good as full.
@Component
final class IntakeFirst implements RelayPace {
    /// Webhooks in flight.
    static final int CROWD = 16;
    /// Of a round.
    static final int GROWTH = 1;
    /// So many rows each 25 ms are more than a suite can record: larger rounds hold nothing back.
    static final int FREE = 200;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private int rows = FREE;

    /// A part of taking a webhook that waits for nobody else than this machine.
    <T> Mono<T> during(Mono<T> taking) {
        return Mono.defer(() -> {
            int _ = most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            return taking.doFinally(_ -> inFlight.decrementAndGet());
        });
    }

    @Override
    public int rows(int full) {
        if (most.getAndSet(inFlight.get()) > CROWD) {
            rows /= 2;
        } else {
            rows = Math.min(FREE, rows + GROWTH);
        }
        return rows >= FREE ? full : rows;
    }
}
