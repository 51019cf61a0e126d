package dev.switchboard.gateway.participant;

import java.util.concurrent.atomic.AtomicInteger;

/// How many messages of visitors, over all connections of this replica, wait to be recorded. What comes beyond the
/// bound
/// is refused at once: it would wait longer than its sender does, be sent again, and so keep the suite busy with
/// repeats
/// instead of what can be recorded. Any thread.
final class Backlog {
    private final int bound;
    private final AtomicInteger waiting = new AtomicInteger();

    /// @param bound about as many as are recorded in the time that a sender is patient
    Backlog(int bound) {
        this.bound = bound;
    }

    /// @return false when too many wait already
    boolean enter() {
        if (waiting.incrementAndGet() <= bound) {
            return true;
        }
        leave(1);
        return false;
    }

    void leave(int messages) {
        waiting.addAndGet(-messages);
    }

    int size() {
        return waiting.get();
    }
}
