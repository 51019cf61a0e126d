package dev.switchboard.common.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/// Every job ends when the test says so, and time passes when it says so.
class JobWorkersTests {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Queue<String> rows = new ArrayDeque<>();
    private final List<String> begun = new ArrayList<>();
    private final Map<String, Sinks.Empty<Void>> running = new HashMap<>();
    private boolean databaseIsDown;
    private VirtualTimeScheduler time;

    @BeforeEach
    void stopTheClock() {
        time = VirtualTimeScheduler.getOrSet();
    }

    @AfterEach
    void letTheClockGo() {
        VirtualTimeScheduler.reset();
    }

    private class Workers extends JobWorkers<String> {
        Workers(Pace pace) {
            super(pace, "test.busy", meters);
        }

        @Override
        protected Flux<String> take(int most) {
            return databaseIsDown
                    ? Flux.error(new IllegalStateException("the database is down"))
                    : Flux.generate(sink -> {
                                String next = rows.poll();
                                if (next == null) {
                                    sink.complete();
                                } else {
                                    sink.next(next);
                                }
                            })
                            .cast(String.class)
                            .take(most);
        }

        @Override
        protected Mono<Void> work(String job) {
            begun.add(job);
            Sinks.Empty<Void> end = Sinks.empty();
            running.put(job, end);
            return end.asMono();
        }

        @Override
        protected String name(String job) {
            return "job " + job;
        }
    }

    private Workers started(JobWorkers.Pace pace, String... jobs) {
        Workers workers = new Workers(pace);
        rows.addAll(List.of(jobs));
        workers.start();
        return workers;
    }

    private void end(String job) {
        running.remove(job).emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);
    }

    private double busy() {
        return meters.get("test.busy").gauge().value();
    }

    @Test
    void takesWhatWaitsForFreeWorkersAndMoreWhenOneIsDone() {
        Workers _ = started(JobWorkers.Pace.of(2, POLL), "a", "b", "c");
        assertThat(begun).containsExactly("a", "b");
        assertThat(busy()).isEqualTo(2);
        end("a");
        assertThat(begun).containsExactly("a", "b", "c");
    }

    @Test
    void looksWhenWokenAndByItself() {
        Workers workers = started(JobWorkers.Pace.of(2, POLL));
        rows.add("a");
        assertThat(begun).isEmpty();
        workers.wake();
        assertThat(begun).containsExactly("a");
        rows.add("b");
        time.advanceTimeBy(POLL);
        assertThat(begun).containsExactly("a", "b");
    }

    @Test
    void looksAgainAWhileAfterAWake() {
        Workers workers = started(JobWorkers.Pace.of(2, POLL).lookingAgain(AGAIN));
        workers.wake();
        rows.add("a");
        time.advanceTimeBy(AGAIN);
        assertThat(begun).containsExactly("a");
    }

    @Test
    void neitherAFailingJobNorAFailingTakeStopsTheOthers() {
        Workers workers = started(JobWorkers.Pace.of(2, POLL), "a", "b");
        databaseIsDown = true;
        running.remove("a").emitError(new IllegalStateException("a fault"), Sinks.EmitFailureHandler.FAIL_FAST);
        rows.add("c");
        workers.wake();
        assertThat(busy()).isEqualTo(1);
        assertThat(begun).containsExactly("a", "b");
        databaseIsDown = false;
        time.advanceTimeBy(POLL);
        assertThat(begun).containsExactly("a", "b", "c");
    }

    @Test
    void aStopWaitsForWhatRunsAndTakesNothingMore() {
        Workers workers = started(JobWorkers.Pace.of(2, POLL).waitingAtStop(PATIENCE), "a", "b", "c");
        AtomicBoolean stopped = new AtomicBoolean();
        workers.stop(() -> stopped.set(true));
        end("a");
        assertThat(stopped).isFalse();
        end("b");
        assertThat(stopped).isTrue();
        assertThat(begun).containsExactly("a", "b");
    }

    @Test
    void aStopCutsOffWhatOutlastsItsPatience() {
        Workers workers = started(JobWorkers.Pace.of(2, POLL).waitingAtStop(PATIENCE), "a");
        AtomicBoolean stopped = new AtomicBoolean();
        workers.stop(() -> stopped.set(true));
        time.advanceTimeBy(PATIENCE);
        assertThat(stopped).isTrue();
        assertThat(busy()).isZero();
    }

    @Test
    void aStopWithoutPatienceCutsOffAndAStartTakesUpAgain() {
        Workers workers = started(JobWorkers.Pace.of(1, POLL), "a");
        workers.stop();
        assertThat(busy()).isZero();
        rows.add("b");
        workers.start();
        assertThat(begun).containsExactly("a", "b");
    }
}
