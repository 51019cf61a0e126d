package dev.switchboard.conversation.feed;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a reader begins: after what it has, or, where it keeps no count, after the moment it was there last.
sealed interface From {
    record Place(long after) implements From {}

    record Moment(Instant since) implements From {}

    static From of(@Nullable Instant since, long after) {
        return since == null ? new Place(after) : new Moment(since);
    }
}
