package dev.switchboard.conversation.assignment;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Looks after the queue all the time, on every replica.
@Component
class QueueWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(QueueWatch.class);

    private final OfferQueue offerQueue;
    private final RelieveAbsent relieveAbsent;
    private final AssignmentSettings settings;
    private @Nullable Disposable work;

    QueueWatch(OfferQueue offerQueue, RelieveAbsent relieveAbsent, AssignmentSettings settings) {
        this.offerQueue = offerQueue;
        this.relieveAbsent = relieveAbsent;
        this.settings = settings;
    }

    @Override
    public void start() {
        work = Flux.interval(settings.sweep())
                .onBackpressureDrop()
                .concatMap(_ -> quietly(relieveAbsent.relieve()).then(quietly(offerQueue.offer())))
                .subscribe();
    }

    private static Mono<Void> quietly(Mono<Void> look) {
        return look.doOnError(e -> LOG.warn("The queue waits for the next look: {}", e.toString()))
                .onErrorComplete();
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
