package dev.switchboard.gateway.participant;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The messages of one connection that wait to be recorded, by deduplication key, oldest first. The same key may wait
/// more than once: each time it was sent it is answered. One thread only.
final class PendingAcks {
    private final int bound;
    private final long timeout;
    private final Backlog backlog;
    private @Nullable Deque<Sent> waiting;
    private boolean closed;

    /// @param backlog of all connections
    PendingAcks(ParticipantSettings settings, Backlog backlog) {
        this.bound = settings.unacknowledged();
        this.timeout = settings.ackTimeout().toNanos();
        this.backlog = backlog;
    }

    private record Sent(String key, long since) {}

    /// @return false when too many wait already, here or on all connections together
    boolean add(String key, long nanos) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
        }
        return !closed && waiting.size() < bound && backlog.enter() && waiting.add(new Sent(key, nanos));
    }

    /// @return since when this key has waited, in nanoseconds; empty where it does not wait
    OptionalLong take(String key) {
        if (waiting == null) {
            return OptionalLong.empty();
        }
        for (Iterator<Sent> it = waiting.iterator(); it.hasNext(); ) {
            Sent sent = it.next();
            if (sent.key().equals(key)) {
                it.remove();
                backlog.leave(1);
                return OptionalLong.of(sent.since());
            }
        }
        return OptionalLong.empty();
    }

    /// The keys whose time is over; they wait no longer.
    List<String> expired(long nanos) {
        if (waiting == null) {
            return List.of();
        }
        List<String> keys = new ArrayList<>(0);
        for (Sent sent = waiting.peekFirst();
                sent != null && nanos - sent.since() >= timeout;
                sent = waiting.peekFirst()) {
            keys.add(waiting.removeFirst().key());
        }
        backlog.leave(keys.size());
        return keys;
    }

    /// Nobody waits any longer.
    void close() {
        closed = true;
        if (waiting != null) {
            backlog.leave(waiting.size());
            waiting = null;
        }
    }
}
