package dev.switchboard.channel.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Sends what is queued, a bounded number at once. Woken when a message is queued and when one is done; polls as the
/// safety net and for messages whose time comes.
@Component
class DeliveryWorkers implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorkers.class);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration ANSWERS = Duration.ofSeconds(15);

    private final Claims claims;
    private final Deliveries deliveries;
    private final SendJob sendJob;
    private final DeliverySettings settings;
    private final Sinks.Many<Long> signals = Sinks.many().multicast().directBestEffort();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicLong waiting = new AtomicLong();
    private volatile boolean running;
    private @Nullable Disposable work;
    private @Nullable Disposable stopping;

    DeliveryWorkers(
            Claims claims, Deliveries deliveries, SendJob sendJob, DeliverySettings settings, MeterRegistry meters) {
        this.claims = claims;
        this.deliveries = deliveries;
        this.sendJob = sendJob;
        this.settings = settings;
        Gauge.builder("switchboard.delivery.waiting", waiting, AtomicLong::get).register(meters);
        Gauge.builder("switchboard.delivery.busy", busy, AtomicInteger::get).register(meters);
    }

    /// Wakes the workers when the running transaction has committed.
    Mono<Void> wakeAfterCommit() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new Wake(this)))
                .then();
    }

    private record Wake(DeliveryWorkers workers) implements TransactionSynchronization {
        @Override
        public Mono<Void> afterCommit() {
            workers.wake();
            return Mono.empty();
        }
    }

    private void wake() {
        signals.emitNext(0L, Sinks.EmitFailureHandler.busyLooping(Duration.ofSeconds(1)));
    }

    private Flux<Job> claim() {
        int free = settings.workers() - busy.get();
        return free <= 0 || !running
                ? Flux.empty()
                : claims.claim(free)
                        .collectList()
                        .doOnNext(jobs -> busy.addAndGet(jobs.size()))
                        .flatMapIterable(jobs -> jobs)
                        .doOnError(e -> LOG.warn("Deliveries wait: {}", e.toString()))
                        .onErrorComplete();
    }

    private Mono<Void> run(Job job) {
        return sendJob.send(job)
                .doOnError(e -> LOG.error("The state of message {} is not stored", job.messageId(), e))
                .onErrorComplete()
                .doFinally(_ -> {
                    busy.decrementAndGet();
                    wake();
                });
    }

    private Mono<Void> tidy() {
        return claims.loseExpired()
                .then(deliveries.giveUpUnconfirmed())
                .then(claims.waiting())
                .doOnNext(waiting::set)
                .doOnError(e -> LOG.warn("Lost deliveries wait: {}", e.toString()))
                .onErrorComplete()
                .then();
    }

    private Mono<Void> forget() {
        return claims.forgetOld()
                .doOnError(e -> LOG.warn("Old deliveries stay for another hour: {}", e.toString()))
                .onErrorComplete()
                .then();
    }

    @Override
    public void start() {
        running = true;
        Flux<Long> ticks = Flux.interval(settings.poll()).onBackpressureDrop();
        work = Disposables.composite(
                Flux.merge(signals.asFlux(), ticks)
                        .onBackpressureLatest()
                        .concatMap(_ -> claim(), 0)
                        .flatMap(this::run, settings.workers())
                        .subscribe(),
                ticks.concatMap(_ -> tidy()).subscribe(),
                Flux.interval(HOUR)
                        .onBackpressureDrop()
                        .concatMap(_ -> forget())
                        .subscribe());
    }

    /// Takes no more messages and waits for the answers to those on their way: an answer that nobody waits for is lost.
    @Override
    public void stop(Runnable stopped) {
        running = false;
        stopping = Flux.interval(Duration.ZERO, Duration.ofMillis(20))
                .onBackpressureDrop()
                .takeUntil(_ -> busy.get() == 0)
                .take(ANSWERS)
                .doFinally(_ -> {
                    if (work != null) {
                        work.dispose();
                    }
                    stopped.run();
                })
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
