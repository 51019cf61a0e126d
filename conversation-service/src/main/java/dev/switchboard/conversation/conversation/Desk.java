package dev.switchboard.conversation.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the desk has made of a conversation.
///
/// @param snoozedUntil when a snoozed one wakes by itself; null leaves that to the customer
public record Desk(
        Status status,
        Priority priority,
        boolean read,
        @Nullable Instant closedAt,
        @Nullable Instant archivedAt,
        @Nullable Instant snoozedUntil) {
    static Desk fresh() {
        return new Desk(Status.NEW, Priority.MEDIUM, false, null, null, null);
    }

    Desk status(Status next, Instant at) {
        Instant closed = next.isClosed() ? (closedAt == null ? at : closedAt) : null;
        Instant until = next == Status.SNOOZED ? snoozedUntil : null;
        return new Desk(next, priority, read, closed, archivedAt, until);
    }

    Desk snoozedUntil(Instant until) {
        return new Desk(status, priority, read, closedAt, archivedAt, until);
    }

    Desk priority(Priority next) {
        return new Desk(status, next, read, closedAt, archivedAt, snoozedUntil);
    }

    Desk read(boolean now) {
        return new Desk(status, priority, now, closedAt, archivedAt, snoozedUntil);
    }

    Desk archived(@Nullable Instant at) {
        return new Desk(status, priority, read, closedAt, at, snoozedUntil);
    }
}
