package dev.switchboard.gateway.socket;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The sockets of one event loop: they are flushed together, so that frames that come close to one another go in one
/// write a socket, and looked after in one task. All methods but `each` belong to the loop.
final class LoopSockets {
    /// A round of fewer sockets costs so little that it never waits.
    private static final int CROWD = 64;
    /// A loop makes at most 10,000 writes a second: the next round waits this long for each socket of the last one, and
    /// what comes meanwhile goes in the same writes.
    private static final long PACE_NANOS = 100_000;

    private final EventLoop loop;
    private final long longestWait;
    private final Set<OpenSocket> sockets = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Bundles bundles = new Bundles();
    private List<Connection> unflushed = new ArrayList<>();
    private List<Connection> flushing = new ArrayList<>();
    private int lastRound;
    private boolean scheduled;

    /// @param longestWait for more frames, however large the crowd
    LoopSockets(EventLoop loop, Duration longestWait) {
        this.loop = loop;
        this.longestWait = longestWait.toNanos();
    }

    void add(OpenSocket socket) {
        sockets.add(socket);
    }

    void remove(OpenSocket socket) {
        sockets.remove(socket);
    }

    Bundles bundles() {
        return bundles;
    }

    /// From any thread.
    void each(Consumer<OpenSocket> act) {
        loop.execute(() -> List.copyOf(sockets).forEach(act));
    }

    /// The connection has frames to flush; it says so once until it is flushed.
    void flushSoon(Connection connection) {
        unflushed.add(connection);
        if (scheduled) {
            return;
        }
        scheduled = true;
        if (lastRound < CROWD) {
            loop.execute(this::flush);
        } else {
            loop.schedule(this::flush, Math.min(lastRound * PACE_NANOS, longestWait), TimeUnit.NANOSECONDS);
        }
    }

    private void flush() {
        scheduled = false;
        List<Connection> round = unflushed;
        unflushed = flushing;
        flushing = round;
        for (Connection connection : round) {
            connection.flush();
        }
        bundles.clear();
        lastRound = round.size();
        round.clear();
    }
}
