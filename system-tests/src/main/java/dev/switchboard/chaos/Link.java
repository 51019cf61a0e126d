package dev.switchboard.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A TCP proxy on the loopback interface that can be cut, frozen and slowed. Bytes keep their order whatever happens.
public final class Link implements AutoCloseable {
    private static final int SEGMENT = 16 * 1024;
    private static final int QUEUE = 256;
    private static final Segment END = new Segment(0, new byte[0]);

    private final Supplier<IntStream> target;
    private final ServerSocket door;
    private final Set<Socket> inside = ConcurrentHashMap.newKeySet();
    private volatile boolean shut;
    private volatile boolean frozen;
    private volatile Delay delay = Delay.NONE;

    /// What one segment is late by, in each direction.
    ///
    /// @param most the delay is even between nothing and this
    /// @param stalled the part of all segments that is held for another 200 ms to 1 s
    public record Delay(Duration most, double stalled) {
        static final Delay NONE = new Delay(Duration.ZERO, 0);

        private long nanos() {
            if (most.isZero()) {
                return 0;
            }
            ThreadLocalRandom random = ThreadLocalRandom.current();
            long stall = random.nextDouble() < stalled ? random.nextLong(200, 1_000) * 1_000_000 : 0;
            return random.nextLong(most.toNanos()) + stall;
        }
    }

    private record Segment(long due, byte[] bytes) {}

    /// @param target the ports that a new connection goes to, the first that takes it; with none it ends at once
    Link(Supplier<IntStream> target) {
        this.target = target;
        try {
            this.door = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    static Link to(int port) {
        return new Link(() -> IntStream.of(port));
    }

    int port() {
        return door.getLocalPort();
    }

    /// Ends all connections and every new one until it is mended.
    public void cut() {
        shut = true;
        inside.forEach(Link::end);
    }

    /// Connections stand, and no byte passes: neither side is told anything.
    public void freeze() {
        frozen = true;
    }

    public void slow(Delay by) {
        delay = by;
    }

    public void mend() {
        shut = false;
        frozen = false;
        delay = Delay.NONE;
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        inside.add(client);
        try (client;
                Socket server = opened()) {
            if (server != null) {
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                Thread back = Thread.ofVirtual().start(() -> carry(server, client));
                carry(client, server);
                back.join();
            }
        } catch (IOException _) {
            // one side was gone before anything was said
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            inside.remove(client);
        }
    }

    private @Nullable Socket opened() {
        if (!shut) {
            for (int port : target.get().toArray()) {
                try {
                    return new Socket(InetAddress.getLoopbackAddress(), port);
                } catch (IOException _) {
                    // gone between the look and the connection: the next one may take it
                }
            }
        }
        return null;
    }

    /// Until either side ends; then both do.
    private void carry(Socket from, Socket to) {
        LinkedBlockingQueue<Segment> way = new LinkedBlockingQueue<>(QUEUE);
        Thread writer = Thread.ofVirtual().start(() -> write(way, from, to));
        byte[] buffer = new byte[SEGMENT];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                way.put(new Segment(System.nanoTime() + delay.nanos(), Arrays.copyOf(buffer, read)));
            }
        } catch (IOException _) {
            // one side was cut, and the other learns of it by the end of its own socket
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            way.put(END);
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(LinkedBlockingQueue<Segment> way, Socket from, Socket to) {
        try (from;
                to) {
            for (Segment segment = way.take(); segment != END; segment = way.take()) {
                long early = segment.due() - System.nanoTime();
                if (early > 0) {
                    Thread.sleep(Duration.ofNanos(early));
                }
                while (frozen && !from.isClosed()) {
                    Thread.sleep(20);
                }
                to.getOutputStream().write(segment.bytes());
            }
        } catch (IOException _) {
            way.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Socket client) {
        try {
            client.close();
        } catch (IOException _) {
            // it had ended already
        }
    }

    @Override
    public void close() {
        cut();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
