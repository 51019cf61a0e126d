package dev.switchboard.common.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Works on jobs that wait as rows: as many at once as there are free workers, woken when one is added or done, and
/// looking by itself as the safety net and for jobs whose time comes. A job is leased by `take`, so one that fails
/// here comes again by itself; neither it nor a failing `take` stops the others.
public abstract class JobWorkers<J> implements SmartLifecycle {
    private final Logger log = LoggerFactory.getLogger(getClass());
    private final Pace pace;
    private final Runnable waking = this::wake;
    private final Sinks.Many<Long> wakes = Sinks.many().multicast().directBestEffort();
    private final AtomicInteger busy = new AtomicInteger();
    private volatile boolean running;
    private volatile Sinks.@Nullable Empty<Void> idle;
    private @Nullable Disposable work;
    private @Nullable Disposable stopping;

    /// @param workers jobs at once; more wait as rows
    /// @param poll how often they look without being woken
    /// @param again within so long of a wake they look once more, for what is due a little after it was added; zero
    /// turns that off
    /// @param patience how long a stop waits for the jobs that run; then they are cut off, and wait for their lease
    public record Pace(int workers, Duration poll, Duration again, Duration patience) {
        /// That of jobs which may be cut off, because nothing is lost or done twice when they come again.
        public static Pace of(int workers, Duration poll) {
            return new Pace(workers, poll, Duration.ZERO, Duration.ZERO);
        }

        public Pace lookingAgain(Duration again) {
            return new Pace(workers, poll, again, patience);
        }

        public Pace waitingAtStop(Duration patience) {
            return new Pace(workers, poll, again, patience);
        }
    }

    /// @param gauge the name under which the number of the running jobs is told
    protected JobWorkers(Pace pace, String gauge, MeterRegistry meters) {
        this.pace = pace;
        Gauge.builder(gauge, busy, AtomicInteger::get)
                .description("Jobs that run just now")
                .register(meters);
    }

    /// Leases jobs that are due, at most so many.
    protected abstract Flux<J> take(int most);

    /// Does one job, and says in the database how it ended.
    protected abstract Mono<Void> work(J job);

    /// The job for the log, without what it holds.
    protected abstract String name(J job);

    /// There may be work. While jobs are being taken one signal is as good as many.
    public final void wake() {
        synchronized (wakes) {
            Sinks.EmitResult _ = wakes.tryEmitNext(0L);
        }
    }

    /// Wakes the workers of this replica when the running transaction has committed.
    public final Mono<Void> wakeAfterCommit() {
        return AfterCommit.run(waking);
    }

    private Flux<J> takeForFree() {
        return Flux.defer(() -> {
                    int free = pace.workers() - busy.get();
                    return free <= 0 || !running
                            ? Flux.<J>empty()
                            : take(free)
                                    .collectList()
                                    .doOnNext(jobs -> busy.addAndGet(jobs.size()))
                                    .flatMapIterable(jobs -> jobs);
                })
                .onErrorComplete(error -> {
                    log.warn("Jobs wait: {}", error.toString());
                    return true;
                });
    }

    private Mono<Void> run(J job) {
        return Mono.defer(() -> work(job))
                .onErrorComplete(error -> {
                    log.warn("{} waits for its lease", name(job), error);
                    return true;
                })
                .doFinally(_ -> done());
    }

    private void done() {
        int left = busy.decrementAndGet();
        Sinks.Empty<Void> waiting = idle;
        if (left == 0 && waiting != null) {
            Sinks.EmitResult _ = waiting.tryEmitEmpty();
        }
        wake();
    }

    @Override
    public final void start() {
        idle = null;
        running = true;
        Flux<Long> looks = Flux.interval(pace.poll()).onBackpressureDrop().startWith(0L);
        Flux<Long> again = pace.again().isZero() ? Flux.empty() : wakes.asFlux().sample(pace.again());
        work = Flux.merge(wakes.asFlux(), again, looks)
                .onBackpressureLatest()
                .concatMap(_ -> takeForFree(), 0)
                .flatMap(this::run, pace.workers())
                .subscribe();
    }

    /// Takes nothing more, and waits for what runs as long as its patience lasts.
    @Override
    public final void stop(Runnable stopped) {
        running = false;
        stopping = lastOnes()
                .doFinally(_ -> {
                    if (work != null) {
                        work.dispose();
                    }
                    stopped.run();
                })
                .subscribe();
    }

    private Mono<Void> lastOnes() {
        if (pace.patience().isZero()) {
            return Mono.empty();
        }
        Sinks.Empty<Void> waiting = Sinks.empty();
        idle = waiting;
        return busy.get() == 0 ? Mono.empty() : waiting.asMono().timeout(pace.patience(), Mono.empty());
    }

    @Override
    public final void stop() {
        stop(() -> {});
    }

    @Override
    public final boolean isRunning() {
        return running;
    }
}
