package dev.switchboard.bench.socket;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Visitors who have said one message each and come back as if they had never seen it: after a cut each must be told
/// `recovered` and its message, however often it must try. Pauses between attempts are random and grow to four seconds.
final class Returning implements AutoCloseable {
    private static final int AT_ONCE = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(4).toNanos();

    private final Peer peer;
    private final Swarm swarm = new Swarm();
    private final String run = "r-" + UUID.randomUUID().toString().substring(0, 8) + "-";
    private final Visitor[] visitors;
    private final PriorityQueue<Visitor> pausing = new PriorityQueue<>(Comparator.comparingLong(v -> v.nextNanos));
    private final Map<Integer, Integer> refusals = new TreeMap<>();
    private int acknowledged;
    private int resumed;
    private int attempts;
    private long firstWelcome;

    Returning(Peer peer, int count) {
        this.peer = peer;
        this.visitors = new Visitor[count];
        for (int i = 0; i < count; i++) {
            int started = i + 1;
            visitors[i] = new Visitor(run + i);
            visitors[i].connect(null);
            swarm.until("visitors say something", PATIENCE, () -> started - acknowledged < AT_ONCE);
        }
        swarm.until("every visitor's message is recorded", PATIENCE, () -> acknowledged == count);
    }

    /// @param seconds from the cut to the last visitor's return
    /// @param away seconds from the cut to the first
    /// @param notRecovered visitors who were told to reload
    /// @param missing visitors who did not get their message, or who never came back
    /// @param refusals attempts that came to nothing, by HTTP status or close code; 0 is a refused connection
    record Outcome(
            double seconds, double away, int attempts, int notRecovered, int missing, Map<Integer, Integer> refusals) {}

    /// @param cut ends the sockets, from the server's side
    Outcome afterServerCut(Runnable cut) {
        start();
        long begin = System.nanoTime();
        cut.run();
        return outcome(begin);
    }

    /// All sockets are cut by their clients, who come back at once.
    Outcome afterClientCut() {
        start();
        for (Visitor visitor : visitors) {
            visitor.cut();
        }
        // a turn lets go of the files that were cut, so that no more are open than there are visitors
        swarm.turn(Duration.ofMillis(1));
        long begin = System.nanoTime();
        for (Visitor visitor : visitors) {
            visitor.comeBack();
        }
        return outcome(begin);
    }

    private void start() {
        resumed = 0;
        attempts = 0;
        firstWelcome = 0;
        refusals.clear();
        for (Visitor visitor : visitors) {
            visitor.forget();
        }
    }

    private Outcome outcome(long begin) {
        while (resumed < visitors.length && System.nanoTime() - begin < PATIENCE.toNanos()) {
            long now = System.nanoTime();
            for (Visitor next = pausing.peek(); next != null && next.nextNanos <= now; next = pausing.peek()) {
                pausing.remove().comeBack();
            }
            swarm.turn(Duration.ofMillis(5));
        }
        int notRecovered = 0;
        int missing = 0;
        for (Visitor visitor : visitors) {
            notRecovered += visitor.told && !visitor.recovered ? 1 : 0;
            missing += visitor.message ? 0 : 1;
        }
        return new Outcome(
                (System.nanoTime() - begin) / 1e9,
                (firstWelcome - begin) / 1e9,
                attempts,
                notRecovered,
                missing,
                Map.copyOf(refusals));
    }

    void rest(Duration time) {
        swarm.rest(time);
    }

    @Override
    public void close() {
        swarm.close();
    }

    private final class Visitor implements Hearing {
        private final String session;
        private @Nullable Wire wire;
        private long nextNanos;
        private long pause = FIRST_PAUSE;
        private boolean spoke;
        private boolean told;
        private boolean recovered;
        private boolean message;

        Visitor(String session) {
            this.session = session;
        }

        private void forget() {
            pause = FIRST_PAUSE;
            told = false;
            recovered = false;
            message = false;
        }

        void connect(@Nullable Long since) {
            wire = swarm.open(peer.opening(session, since, Integer.MAX_VALUE, 0), this);
        }

        void cut() {
            Objects.requireNonNull(wire).cut();
        }

        void comeBack() {
            attempts++;
            connect(0L);
        }

        @Override
        public void welcomed(Wire from) {
            if (!spoke) {
                spoke = true;
                from.send(peer.dialect().message(session, "I come back"));
            } else if (firstWelcome == 0) {
                firstWelcome = System.nanoTime();
            }
        }

        @Override
        public void text(Wire from, String text) {
            boolean was = told && message;
            if (text.contains("\"type\":\"ack\"")) {
                acknowledged++;
            } else if (text.contains("\"type\":\"resume\"")) {
                told = true;
                recovered = text.contains("\"recovered\":true");
            } else if (text.contains("\"seq\":1,")) {
                message = true;
            } else {
                throw new IllegalStateException(peer.name() + " says: " + text);
            }
            if (!was && told && message) {
                resumed++;
            }
        }

        @Override
        public void closed(Wire from, int code) {
            refusals.merge(code, 1, Integer::sum);
            nextNanos = System.nanoTime() + ThreadLocalRandom.current().nextLong(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE);
            pausing.add(this);
        }
    }
}
