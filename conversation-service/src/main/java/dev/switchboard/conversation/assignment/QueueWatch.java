package dev.switchboard.conversation.assignment;

import dev.switchboard.common.service.PeriodicTask;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Looks after the queue all the time, on every replica.
@Component
class QueueWatch implements PeriodicTask {
    private static final Logger LOG = LoggerFactory.getLogger(QueueWatch.class);

    private final OfferQueue offerQueue;
    private final RelieveAbsent relieveAbsent;
    private final AssignmentSettings settings;

    QueueWatch(OfferQueue offerQueue, RelieveAbsent relieveAbsent, AssignmentSettings settings) {
        this.offerQueue = offerQueue;
        this.relieveAbsent = relieveAbsent;
        this.settings = settings;
    }

    @Override
    public Duration period() {
        return settings.sweep();
    }

    @Override
    public Mono<Void> round() {
        return quietly(relieveAbsent.relieve()).then(quietly(offerQueue.offer()));
    }

    private static Mono<Void> quietly(Mono<Void> look) {
        return look.doOnError(e -> LOG.warn("The queue waits for the next look: {}", e.toString()))
                .onErrorComplete();
    }
}
