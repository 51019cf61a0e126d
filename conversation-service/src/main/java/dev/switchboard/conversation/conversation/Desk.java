package dev.switchboard.conversation.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the desk has made of a conversation.
public record Desk(
        Status status,
        Priority priority,
        boolean read,
        @Nullable Instant closedAt,
        @Nullable Instant archivedAt) {
    static Desk fresh() {
        return new Desk(Status.NEW, Priority.MEDIUM, false, null, null);
    }

    Desk status(Status next, Instant at) {
        Instant closed = next.isClosed() ? (closedAt == null ? at : closedAt) : null;
        return new Desk(next, priority, read, closed, archivedAt);
    }

    Desk priority(Priority next) {
        return new Desk(status, next, read, closedAt, archivedAt);
    }

    Desk read(boolean now) {
        return new Desk(status, priority, now, closedAt, archivedAt);
    }
}
