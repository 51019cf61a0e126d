package dev.switchboard.gateway.participant;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What is counted of what visitors say.
final class ParticipantMeters {
    private final Counter acks;
    private final Counter unknownOutcomes;
    private final Counter limited;

    ParticipantMeters(MeterRegistry registry) {
        acks = registry.counter("switchboard.socket.acks");
        unknownOutcomes = registry.counter("switchboard.socket.unknown.outcomes");
        limited = registry.counter("switchboard.socket.unacknowledged");
    }

    void acknowledged() {
        acks.increment();
    }

    void unknownOutcome() {
        unknownOutcomes.increment();
    }

    /// A message came while too many waited.
    void limited() {
        limited.increment();
    }
}
