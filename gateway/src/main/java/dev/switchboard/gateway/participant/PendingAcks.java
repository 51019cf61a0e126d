package dev.switchboard.gateway.participant;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The messages of one connection that wait to be recorded, by deduplication key, oldest first. The same key may wait
/// more than once: each time it was sent it is answered. One thread only.
final class PendingAcks {
    private final int bound;
    private final long timeout;
    private @Nullable Deque<Sent> waiting;

    PendingAcks(ParticipantSettings settings) {
        this.bound = settings.unacknowledged();
        this.timeout = settings.ackTimeout().toNanos();
    }

    private record Sent(String key, long deadline) {}

    /// @return false when too many wait already
    boolean add(String key, long nanos) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
        }
        return waiting.size() < bound && waiting.add(new Sent(key, nanos + timeout));
    }

    /// @return whether this key waited
    boolean take(String key) {
        if (waiting == null) {
            return false;
        }
        for (Iterator<Sent> it = waiting.iterator(); it.hasNext(); ) {
            if (it.next().key().equals(key)) {
                it.remove();
                return true;
            }
        }
        return false;
    }

    /// The keys whose time is over; they wait no longer.
    List<String> expired(long nanos) {
        if (waiting == null) {
            return List.of();
        }
        List<String> keys = new ArrayList<>(0);
        for (Sent sent = waiting.peekFirst();
                sent != null && nanos - sent.deadline() >= 0;
                sent = waiting.peekFirst()) {
            keys.add(waiting.removeFirst().key());
        }
        return keys;
    }
}
