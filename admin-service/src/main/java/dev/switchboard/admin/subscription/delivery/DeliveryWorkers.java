package dev.switchboard.admin.subscription.delivery;

import dev.switchboard.common.service.Trace;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Sends what waits, a bounded number at once. Woken when something is queued and when a call is done; polls as the
/// safety
/// net and for deliveries whose time comes.
@Component
class DeliveryWorkers implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWorkers.class);

    private final Lanes lanes;
    private final Send send;
    private final Settle settle;
    private final Breakers breakers;
    private final DeliverySettings settings;
    private final MeterRegistry meters;
    private final Clock clock = Clock.systemUTC();
    private final Sinks.Many<Long> signals = Sinks.many().multicast().directBestEffort();
    private final AtomicInteger busy = new AtomicInteger();
    private volatile boolean running;
    private @Nullable Disposable work;
    private @Nullable Disposable stopping;

    DeliveryWorkers(
            Lanes lanes, Send send, Settle settle, Breakers breakers, DeliverySettings settings, MeterRegistry meters) {
        this.lanes = lanes;
        this.send = send;
        this.settle = settle;
        this.breakers = breakers;
        this.settings = settings;
        this.meters = meters;
        Gauge.builder("switchboard.webhook.busy", busy, AtomicInteger::get).register(meters);
        Gauge.builder("switchboard.webhook.breakers.open", breakers, Breakers::open)
                .register(meters);
    }

    /// Wakes the workers when what the running transaction queues is due.
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

    void wake() {
        signals.emitNext(0L, Sinks.EmitFailureHandler.busyLooping(Duration.ofSeconds(1)));
    }

    private Flux<Job> claim() {
        return Flux.defer(() -> {
            int free = settings.workers() - busy.get();
            return free <= 0 || !running
                    ? Flux.empty()
                    : lanes.claim(free, breakers.rooms())
                            .collectList()
                            .doOnNext(jobs -> {
                                busy.addAndGet(jobs.size());
                                jobs.forEach(job -> breakers.begin(job.subscriptionId()));
                            })
                            .flatMapIterable(jobs -> jobs)
                            .doOnError(e -> LOG.warn("Webhooks wait: {}", e.toString()))
                            .onErrorComplete();
        });
    }

    private Mono<Void> run(Job job) {
        Attempt spared = new Attempt(new Outcome.Spared(), null, clock.instant(), Duration.ZERO);
        return breakers.call(job.subscriptionId(), send.send(job), spared)
                .doOnNext(this::count)
                .flatMap(attempt -> settle.settle(job, attempt).then(settle.health(job, attempt.outcome())))
                .doOnError(e -> LOG.error("Webhook {} waits for its lease", job.id(), e))
                .onErrorComplete()
                .contextWrite(context -> context.put(Trace.CONTEXT_KEY, job.traceparent()))
                .doFinally(_ -> {
                    busy.decrementAndGet();
                    breakers.end(job.subscriptionId());
                    wake();
                });
    }

    private void count(Attempt attempt) {
        String outcome = attempt.outcome().getClass().getSimpleName().toLowerCase(Locale.ROOT);
        meters.timer("switchboard.webhook.attempts", "outcome", outcome).record(attempt.took());
    }

    @Override
    public void start() {
        running = true;
        // what was queued is due a little later
        Flux<Long> later = signals.asFlux().sample(settings.settle());
        work = Flux.merge(
                        signals.asFlux(), later, Flux.interval(settings.poll()).onBackpressureDrop())
                .onBackpressureLatest()
                .concatMap(_ -> claim(), 0)
                .flatMap(this::run, settings.workers())
                .subscribe();
    }

    /// Takes nothing more, and waits for the answers to what is on its way, so that it is not sent again.
    @Override
    public void stop(Runnable stopped) {
        running = false;
        stopping = Flux.interval(Duration.ZERO, Duration.ofMillis(20))
                .onBackpressureDrop()
                .takeUntil(_ -> busy.get() == 0)
                .take(settings.lease())
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
