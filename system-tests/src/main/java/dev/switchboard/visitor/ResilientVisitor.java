package dev.switchboard.visitor;

import dev.switchboard.suite.Installation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// A well-behaved client: says one line after the other, repeats what is not acknowledged, comes back after a broken
/// connection with growing pauses, and asks for what it missed. It writes down everything that it sees and never
/// changes what it has written.
public final class ResilientVisitor implements Runnable {
    private static final Duration ACK_PATIENCE = Duration.ofSeconds(10);
    private static final Duration AFTER_REFUSAL = Duration.ofMillis(300);
    /// After so long without a word it asks whether the other side is still there.
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration PONG = Duration.ofSeconds(5);

    private final Installation suite;
    private final String key;
    private final String name;
    private final IntFunction<String> words;
    private final Duration pace;
    private final IntSupplier allowed;
    private final List<Said> said = new ArrayList<>();
    private final List<List<Frame>> connections = new ArrayList<>();
    private final List<Gap> gaps = new CopyOnWriteArrayList<>();
    private final List<Refusal> refusals = new CopyOnWriteArrayList<>();
    private final List<Boolean> recoveries = new CopyOnWriteArrayList<>();
    private volatile long lastSeen;
    private volatile boolean stopped;
    private volatile int attempts;
    private volatile int silences;
    private long lastSaid;
    private long lastHeard;

    /// One line as its sender knows it.
    ///
    /// @param acks every acknowledgement that came for it
    public record Said(String id, long saidNanos, List<Frame> acks, List<Long> ackNanos) {
        public boolean isAcknowledged() {
            return !ackNanos.isEmpty();
        }
    }

    /// A line was answered with an error.
    ///
    /// @param nanos when, after it was last said
    public record Refusal(String code, long saidNanos, long nanos) {}

    /// A time without a connection.
    public record Gap(long fromNanos, long toNanos) {
        public double seconds() {
            return (toNanos - fromNanos) / 1e9;
        }
    }

    /// @param name user and session, and the beginning of every message's id
    /// @param words the line with a number
    /// @param pace rest after an acknowledgement
    /// @param allowed how many lines may have been said by now
    public ResilientVisitor(
            Installation suite,
            String key,
            String name,
            IntFunction<String> words,
            Duration pace,
            IntSupplier allowed) {
        this.suite = suite;
        this.key = key;
        this.name = name;
        this.words = words;
        this.pace = pace;
        this.allowed = allowed;
    }

    @Override
    public void run() {
        int failures = 0;
        long lost = 0;
        while (!stopped) {
            try (Visitor visitor = Visitor.resume(suite, key, name, name, lastSeen)) {
                List<Frame> seen = new ArrayList<>();
                synchronized (connections) {
                    connections.add(seen);
                }
                if (lost != 0) {
                    gaps.add(new Gap(lost, System.nanoTime()));
                }
                failures = 0;
                lastHeard = System.nanoTime();
                talk(visitor, seen);
            } catch (SocketClosed | AssertionError e) {
                lost = failures++ == 0 && !connections.isEmpty() ? System.nanoTime() : lost;
                pause(Duration.ofMillis(ThreadLocalRandom.current()
                        .nextLong(100, Math.min(2_000, 200L << Math.min(failures, 4)))));
            }
        }
    }

    private void talk(Visitor visitor, List<Frame> seen) {
        while (!stopped) {
            Said line = current();
            if (line == null) {
                take(hear(visitor, Duration.ofMillis(200)), seen);
                continue;
            }
            attempts++;
            lastSaid = System.nanoTime();
            visitor.say(line.id(), words.apply(said.size() - 1));
            if (isAnswered(visitor, line, seen)) {
                listen(visitor, pace, seen);
            } else {
                listen(visitor, AFTER_REFUSAL, seen);
            }
        }
    }

    /// Whether it was acknowledged: not where it was refused, nor where nothing came in time.
    private boolean isAnswered(Visitor visitor, Said line, List<Frame> seen) {
        long deadline = System.nanoTime() + ACK_PATIENCE.toNanos();
        while (!line.isAcknowledged() && System.nanoTime() < deadline && !stopped) {
            Frame frame = hear(visitor, Duration.ofMillis(200));
            take(frame, seen);
            if (frame != null && frame.is("error") && line.id().equals(frame.id())) {
                break;
            }
        }
        return line.isAcknowledged();
    }

    private void listen(Visitor visitor, Duration time, List<Frame> seen) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            take(hear(visitor, Duration.ofNanos(Math.max(1, until - System.nanoTime()))), seen);
        }
    }

    /// The line to say: the last one until it is acknowledged, then the next; null when no more is to be said now.
    private @Nullable Said current() {
        if (!said.isEmpty() && !said.getLast().isAcknowledged()) {
            return said.getLast();
        }
        if (said.size() >= allowed.getAsInt()) {
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
        } else if (frame.is("error")) {
            refusals.add(new Refusal(String.valueOf(frame.code()), lastSaid, System.nanoTime() - lastSaid));
        } else if (frame.is("resume")) {
            recoveries.add(Boolean.TRUE.equals(frame.recovered()));
        } else if (frame.seq() != null) {
            synchronized (connections) {
                seen.add(frame);
            }
            lastSeen = Math.max(lastSeen, frame.seq());
        }
    }

    /// As every client that lasts, it does not trust a silent connection: its end may have been told to nobody.
    private @Nullable Frame hear(Visitor visitor, Duration time) {
        Frame frame = visitor.next(time);
        if (frame == null && System.nanoTime() - lastHeard < SILENCE.toNanos()) {
            return null;
        }
        if (frame == null && !visitor.answers(PONG)) {
            silences++;
            throw new SocketClosed("silent");
        }
        lastHeard = System.nanoTime();
        return frame;
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void stop() {
        stopped = true;
    }

    public String name() {
        return name;
    }

    /// How many lines are acknowledged, those too that were refused before.
    public int acknowledged() {
        synchronized (said) {
            return (int) said.stream().filter(Said::isAcknowledged).count();
        }
    }

    /// Whether nothing waits for its acknowledgement.
    public boolean isQuiet() {
        synchronized (said) {
            return said.isEmpty() || said.getLast().isAcknowledged();
        }
    }

    public int attempts() {
        return attempts;
    }

    /// Connections that were given up because nobody answered on them any more, and nobody had said that they ended.
    public int silences() {
        return silences;
    }

    public List<Said> said() {
        synchronized (said) {
            return List.copyOf(said);
        }
    }

    /// Each time it was told that a line had no effect, or perhaps none.
    public List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    /// What it was told at each return: whether everything that it missed follows.
    public List<Boolean> recoveries() {
        return List.copyOf(recoveries);
    }

    /// The times without a connection, after the first one stood.
    public List<Gap> gaps() {
        return List.copyOf(gaps);
    }

    public boolean isConnected() {
        synchronized (connections) {
            return !connections.isEmpty();
        }
    }

    /// The frames with a place, by connection, as they came over the wire.
    public List<List<Frame>> connections() {
        synchronized (connections) {
            return connections.stream().map(List::copyOf).toList();
        }
    }
}
