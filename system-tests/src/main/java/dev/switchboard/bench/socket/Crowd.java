package dev.switchboard.bench.socket;

import java.time.Duration;
import java.util.UUID;

/// Many sockets, each in a session of its own, that say nothing.
final class Crowd implements Hearing, AutoCloseable {
    private static final int AT_ONCE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Peer peer;
    private final Swarm swarm = new Swarm();
    private final String run = "i-" + UUID.randomUUID().toString().substring(0, 8) + "-";
    private int opened;
    private int welcomed;

    Crowd(Peer peer) {
        this.peer = peer;
    }

    /// Opens more, until there are so many.
    void growTo(int count) {
        while (opened < count) {
            swarm.open(peer.opening(run + opened++, null, Integer.MAX_VALUE, 0), this);
            swarm.until("a socket opens", PATIENCE, () -> opened - welcomed < AT_ONCE);
        }
        swarm.until("all sockets open", PATIENCE, () -> welcomed == opened);
    }

    /// Resident memory of the server when everything that it does not need is gone.
    Memory settledMemory() {
        for (int i = 0; i < 3; i++) {
            swarm.rest(Duration.ofSeconds(2));
            peer.collectGarbage();
        }
        swarm.rest(Duration.ofSeconds(1));
        return new Memory(opened, peer.use());
    }

    record Memory(int sockets, Peer.Use use) {
        /// Resident bytes for each socket more.
        double residentPerSocket(Memory fewer) {
            return (double) (use.resident() - fewer.use.resident()) / (sockets - fewer.sockets);
        }

        double neededPerSocket(Memory fewer) {
            return (double) (use.needed() - fewer.use.needed()) / (sockets - fewer.sockets);
        }
    }

    @Override
    public void welcomed(Wire wire) {
        welcomed++;
    }

    @Override
    public void closed(Wire wire, int code) {
        throw new IllegalStateException(peer.name() + " closed an idle socket with " + code);
    }

    @Override
    public void close() {
        swarm.close();
    }
}
