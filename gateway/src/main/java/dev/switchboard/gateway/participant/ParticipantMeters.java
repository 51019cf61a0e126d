package dev.switchboard.gateway.participant;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// What is counted of what visitors say.
final class ParticipantMeters {
    private static final Duration[] LATENCIES = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final Timer acks;
    private final Counter unknownOutcomes;
    private final Counter limited;

    ParticipantMeters(MeterRegistry registry, Backlog backlog) {
        acks = Timer.builder("switchboard.socket.acks")
                .description("Messages of visitors, from the frame until it is acknowledged as recorded")
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
        unknownOutcomes = Counter.builder("switchboard.socket.unknown.outcomes")
                .description("Messages of visitors that were not acknowledged in time; their clients repeat them")
                .register(registry);
        limited = Counter.builder("switchboard.socket.unacknowledged")
                .description("Messages of visitors that were refused, because too many waited")
                .register(registry);
        Gauge.builder("switchboard.socket.unrecorded", backlog, Backlog::size)
                .description("Messages of visitors that wait to be recorded")
                .register(registry);
    }

    void acknowledged(long nanos) {
        acks.record(nanos, TimeUnit.NANOSECONDS);
    }

    void unknownOutcome() {
        unknownOutcomes.increment();
    }

    /// A message came while too many waited.
    void limited() {
        limited.increment();
    }
}
