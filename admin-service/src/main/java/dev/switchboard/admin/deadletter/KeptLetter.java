package dev.switchboard.admin.deadletter;

import dev.switchboard.common.messaging.DeadLetter;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A dead letter and what became of it.
///
/// @param accountId whose fact it is; absent where the fact does not tell
/// @param deadOffset its place on the dead-letter topic
record KeptLetter(
        UUID id,
        @Nullable UUID accountId,
        String topic,
        String consumerGroup,
        long deadOffset,
        Instant diedAt,
        @Nullable String eventId,
        @Nullable String type,
        String cause,
        byte @Nullable [] key,
        byte @Nullable [] value,
        @Nullable String trace,
        String state,
        @Nullable Instant decidedAt) {
    /// Waits for somebody to decide.
    static final String DEAD = "dead";
    /// Was sent to its consumer again; what fails again comes back as another letter.
    static final String REPLAYED = "replayed";
    /// Was given up.
    static final String DISCARDED = "discarded";

    boolean is(String name) {
        return state.equals(name);
    }

    DeadLetter letter() {
        return new DeadLetter(topic, consumerGroup, deadOffset, diedAt, eventId, type, cause, key, value, trace);
    }
}
