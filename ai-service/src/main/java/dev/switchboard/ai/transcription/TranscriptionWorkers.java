package dev.switchboard.ai.transcription;

import dev.switchboard.common.service.Trace;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/// Listens to the voice messages that wait: as many at once as there are free workers, woken when one is added or done,
/// and looking by itself now and then. One that fails never stops the others.
@Component
public class TranscriptionWorkers implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TranscriptionWorkers.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final TranscriptionJobs jobs;
    private final Transcribe transcribe;
    private final TranscriptionSettings settings;
    private final AtomicInteger busy = new AtomicInteger();
    private Sinks.Many<Boolean> wakes = wakes();
    private @Nullable Disposable work;

    TranscriptionWorkers(
            TranscriptionJobs jobs, Transcribe transcribe, TranscriptionSettings settings, MeterRegistry meters) {
        this.jobs = jobs;
        this.transcribe = transcribe;
        this.settings = settings;
        Gauge.builder("switchboard.transcriptions.running", busy, AtomicInteger::get)
                .register(meters);
    }

    /// There may be work. One waiting signal is as good as many, so a full queue drops the next one.
    public synchronized void wake() {
        Sinks.EmitResult _ = wakes.tryEmitNext(true);
    }

    private static Sinks.Many<Boolean> wakes() {
        return Sinks.many().multicast().onBackpressureBuffer(1, false);
    }

    private Flux<TranscriptionJob> take() {
        return Flux.defer(() -> {
            int free = settings.workers() - busy.get();
            return free <= 0
                    ? Flux.empty()
                    : jobs.take(free)
                            .doOnNext(_ -> busy.incrementAndGet())
                            .collectList()
                            .flatMapIterable(taken -> taken);
        });
    }

    /// What fails here is the database's trouble: the job's lease runs out by itself.
    private Mono<Void> run(TranscriptionJob job) {
        return transcribe
                .attempt(job)
                .timeout(settings.lease())
                .onErrorComplete(error -> {
                    LOG.warn("Message {} waits for its lease", job.message().messageId(), error);
                    return true;
                })
                .contextWrite(context -> context.put(Trace.CONTEXT_KEY, job.trace()))
                .doFinally(_ -> {
                    busy.decrementAndGet();
                    wake();
                });
    }

    @Override
    public synchronized void start() {
        wakes = wakes();
        Flux<Boolean> looks =
                Flux.interval(Duration.ZERO, settings.poll()).map(_ -> true).onBackpressureDrop();
        work = Flux.merge(wakes.asFlux(), looks)
                .concatMap(_ -> take(), 1)
                .flatMap(this::run, settings.workers(), 1)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE)
                        .doBeforeRetry(signal -> LOG.warn(
                                "The voice messages wait: {}", signal.failure().toString())))
                .subscribe();
    }

    @Override
    public synchronized void stop() {
        if (work != null) {
            work.dispose();
        }
        work = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return work != null;
    }
}
