package dev.switchboard.ai.answer;

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

/// Works on the questions that wait: as many at once as there are free workers, woken when one is added or done, and
/// looking by itself now and then. A question that fails is given back; it never stops the others.
@Component
public class AnswerWorkers implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerWorkers.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final AnswerJobs jobs;
    private final AnswerQuestion answerQuestion;
    private final AnswerSettings settings;
    private final AtomicInteger busy = new AtomicInteger();
    private Sinks.Many<Boolean> wakes = wakes();
    private @Nullable Disposable work;

    AnswerWorkers(AnswerJobs jobs, AnswerQuestion answerQuestion, AnswerSettings settings, MeterRegistry meters) {
        this.jobs = jobs;
        this.answerQuestion = answerQuestion;
        this.settings = settings;
        Gauge.builder("switchboard.answers.running", busy, AtomicInteger::get).register(meters);
    }

    /// There may be work. One waiting signal is as good as many, so a full queue drops the next one.
    public synchronized void wake() {
        Sinks.EmitResult _ = wakes.tryEmitNext(true);
    }

    private static Sinks.Many<Boolean> wakes() {
        return Sinks.many().multicast().onBackpressureBuffer(1, false);
    }

    private Flux<AnswerJob> take() {
        return Flux.defer(() -> {
            int free = settings.workers() - busy.get();
            return free <= 0
                    ? Flux.empty()
                    : jobs.take(free)
                            .doOnNext(_ -> busy.incrementAndGet())
                            .collectList()
                            .flatMapIterable(j -> j);
        });
    }

    private Mono<Void> answer(AnswerJob job) {
        return answerQuestion
                .answer(job)
                .timeout(settings.lease())
                .onErrorResume(Exception.class, e -> giveBack(job, e))
                .contextWrite(context -> context.put(Trace.CONTEXT_KEY, job.trace()))
                .doFinally(_ -> {
                    busy.decrementAndGet();
                    wake();
                });
    }

    /// Where even that fails the lease runs out by itself.
    private Mono<Void> giveBack(AnswerJob job, Exception e) {
        LOG.warn(
                "Attempt {} at question {} failed", job.attempt(), job.context().questionId(), e);
        return jobs.giveBack(job);
    }

    @Override
    public synchronized void start() {
        wakes = wakes();
        Flux<Boolean> looks =
                Flux.interval(Duration.ZERO, settings.poll()).map(_ -> true).onBackpressureDrop();
        work = Flux.merge(wakes.asFlux(), looks)
                .concatMap(_ -> take(), 1)
                .flatMap(
                        job -> answer(job).onErrorComplete(error -> {
                            LOG.warn(
                                    "Question {} waits for its lease",
                                    job.context().questionId(),
                                    error);
                            return true;
                        }),
                        settings.workers(),
                        1)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE)
                        .doBeforeRetry(signal -> LOG.warn(
                                "The questions wait: {}", signal.failure().toString())))
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
