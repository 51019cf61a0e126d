package dev.switchboard.bench.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Client sockets that live on the caller's own thread: nothing happens outside of `turn`. Many sources of the loopback
/// network are used, so that ten thousand sockets that come again find free ports.
final class Swarm implements AutoCloseable {
    private static final int SOURCES = 40;

    private final Selector selector;
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(1 << 18);
    private int opened;

    Swarm() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param path with its query
    /// @param smallest texts of this many bytes are only counted
    /// @param receiveBuffer of the kernel in bytes, 0 for the system's own
    record Opening(InetSocketAddress server, Dialect dialect, String path, int smallest, int receiveBuffer) {}

    /// Begins to connect; the hearing is told how it goes.
    Wire open(Opening opening, Hearing hearing) {
        Wire wire = new Wire(opening, hearing, selector);
        wire.connect(new InetSocketAddress("127.0.0." + (2 + opened++ % SOURCES), 0));
        return wire;
    }

    /// Does what there is to do, and waits for something when there is nothing.
    void turn(Duration longest) {
        try {
            selector.select(this::ready, Math.max(1, longest.toMillis()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        ((Wire) key.attachment()).ready(incoming);
    }

    /// Turns for a while; sockets stay alive only in turns.
    void rest(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            turn(Duration.ofMillis(20));
        }
    }

    /// @throws IllegalStateException naming `what` when it does not come true in time
    void until(String what, Duration patience, BooleanSupplier done) {
        long end = System.nanoTime() + patience.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not within " + patience.toSeconds() + " s: " + what);
            }
            turn(Duration.ofMillis(20));
        }
    }

    /// Ends all sockets at once, without a word.
    @Override
    public void close() {
        try {
            for (SelectionKey key : selector.keys()) {
                ((Wire) key.attachment()).cut();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
