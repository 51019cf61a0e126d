package dev.switchboard.system;

import dev.switchboard.suite.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// A well-behaved client: says one line after the other, repeats what is not acknowledged, comes back after a broken
/// connection with growing pauses, and asks for what it missed. It writes down everything that it sees.
final class ResilientVisitor implements Runnable {
    private static final Duration ACK_PATIENCE = Duration.ofSeconds(10);

    private final Installation suite;
    private final String key;
    private final String name;
    private final List<String> lines;
    private final Duration pace;
    private final IntSupplier allowed;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final List<Said> said = new ArrayList<>();
    private final List<List<Frame>> connections = new ArrayList<>();
    private volatile long lastSeen;
    private volatile boolean stopped;
    private int attempts;

    /// One line as its sender knows it.
    ///
    /// @param acks every acknowledgement that came for it
    record Said(String id, long scheduledNanos, List<Frame> acks, List<Long> ackNanos) {}

    /// @param name user and session, and the beginning of every message's id
    /// @param allowed how many of the lines may have been said by now
    ResilientVisitor(
            Installation suite, String key, String name, List<String> lines, Duration pace, IntSupplier allowed) {
        this.suite = suite;
        this.key = key;
        this.name = name;
        this.lines = lines;
        this.pace = pace;
        this.allowed = allowed;
    }

    @Override
    public void run() {
        int failures = 0;
        while (!stopped) {
            try (Visitor visitor = Visitor.resume(suite, key, name, name, lastSeen)) {
                List<Frame> seen = new ArrayList<>();
                synchronized (connections) {
                    connections.add(seen);
                }
                failures = 0;
                talk(visitor, seen);
            } catch (SocketClosed | AssertionError e) {
                failures++;
                pause(Duration.ofMillis(ThreadLocalRandom.current()
                        .nextLong(100, Math.min(2_000, 200L << Math.min(failures, 4)))));
            }
        }
    }

    private void talk(Visitor visitor, List<Frame> seen) {
        while (!stopped) {
            Said line = current();
            if (line == null) {
                take(visitor.next(Duration.ofMillis(200)), seen);
                continue;
            }
            attempts++;
            visitor.say(line.id(), lines.get(said.size() - 1));
            long deadline = System.nanoTime() + ACK_PATIENCE.toNanos();
            while (line.acks().isEmpty() && System.nanoTime() < deadline && !stopped) {
                take(visitor.next(Duration.ofMillis(200)), seen);
            }
            if (!line.acks().isEmpty()) {
                acknowledged.incrementAndGet();
                long until = System.nanoTime() + pace.toNanos();
                while (System.nanoTime() < until) {
                    take(visitor.next(Duration.ofNanos(Math.max(1, until - System.nanoTime()))), seen);
                }
            }
        }
    }

    /// The line to say: the last one until it is acknowledged, then the next; null when no more is to be said now.
    private @Nullable Said current() {
        if (!said.isEmpty() && said.getLast().acks().isEmpty()) {
            return said.getLast();
        }
        if (said.size() >= Math.min(lines.size(), allowed.getAsInt())) {
            return null;
        }
        synchronized (said) {
            said.add(new Said(
                    name + "-" + said.size(),
                    System.nanoTime(),
                    new CopyOnWriteArrayList<>(),
                    new CopyOnWriteArrayList<>()));
        }
        return said.getLast();
    }

    private void take(@Nullable Frame frame, List<Frame> seen) {
        if (frame == null) {
            return;
        }
        if (frame.is("ack")) {
            said.stream().filter(line -> line.id().equals(frame.id())).forEach(line -> {
                line.acks().add(frame);
                line.ackNanos().add(System.nanoTime());
            });
        } else if (frame.seq() != null) {
            synchronized (connections) {
                seen.add(frame);
            }
            lastSeen = Math.max(lastSeen, frame.seq());
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        stopped = true;
    }

    String name() {
        return name;
    }

    String key() {
        return key;
    }

    int acknowledged() {
        return acknowledged.get();
    }

    boolean isDone() {
        return acknowledged.get() == lines.size();
    }

    long lastSeen() {
        return lastSeen;
    }

    int attempts() {
        return attempts;
    }

    List<Said> said() {
        synchronized (said) {
            return List.copyOf(said);
        }
    }

    /// The frames with a place, by connection, as they came over the wire.
    List<List<Frame>> connections() {
        synchronized (connections) {
            return connections.stream().map(List::copyOf).toList();
        }
    }
}
