package dev.switchboard.gateway.socket.plain;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What a client sent while its recording is being kept waits here, so that everything is said in the order in which
/// it was sent. One thread only.
final class Backlog {
    private final int bound;
    /// None before the first recording: most sockets send text only.
    private @Nullable Deque<Runnable> waiting;

    private int underWay;

    Backlog(int bound) {
        this.bound = bound;
    }

    /// Acts now, or after what is under way.
    ///
    /// @return false when too much waits already
    boolean act(Runnable act) {
        if (underWay == 0) {
            act.run();
            return true;
        }
        if (waiting == null) {
            waiting = new ArrayDeque<>();
        }
        return waiting.size() < bound && waiting.add(act);
    }

    /// Acts wait until `end` was called as often.
    void begin() {
        underWay++;
    }

    void end() {
        underWay--;
        while (underWay == 0 && waiting != null && !waiting.isEmpty()) {
            waiting.removeFirst().run();
        }
    }

    /// Nobody waits any longer, whatever is under way.
    void drain() {
        while (waiting != null && !waiting.isEmpty()) {
            waiting.removeFirst().run();
        }
    }
}
