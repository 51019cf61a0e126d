package dev.switchboard.bench.socket;

import dev.switchboard.bench.SystemFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Many sockets that listen to one conversation, and one more that writes in it. Messages come to each listener in the
/// order in which they were written, so that the nth that comes is the nth that was said.
final class Audience implements Hearing, AutoCloseable {
    /// The body that the figures are made with, in bytes.
    static final int BODY = 200;
    /// A message of `BODY` bytes with its envelope is longer than this, everything else is shorter.
    private static final int SMALLEST = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TURN = Duration.ofMillis(1);

    private final Peer peer;
    private final Swarm swarm = new Swarm();
    private final String session = "b-" + UUID.randomUUID().toString().substring(0, 8);
    private final String padding;
    private final List<Wire> listeners = new ArrayList<>();
    private final Wire writer;
    private int welcomed;
    private int said;
    private long deliveries;
    private int lost;
    private long[] saidAt = new long[0];
    private Histogram latency = new Histogram(3);

    /// @param body bytes of each message's text
    Audience(Peer peer, int count, int body) {
        this.peer = peer;
        this.padding = "How do I return an item? ".repeat(body / 25);
        for (int i = 0; i < count; i++) {
            listeners.add(open(0));
            swarm.until("a socket opens", PATIENCE, () -> listeners.size() - welcomed < 100);
        }
        writer = open(0);
        swarm.until("all sockets open", PATIENCE, () -> welcomed == count + 1);
        begin();
    }

    /// The first message makes the conversation; a socket that is new may still read where it stands and miss it.
    private void begin() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (listeners.stream().anyMatch(wire -> wire.delivered() == 0)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(peer.name() + " does not tell every socket of the conversation");
            }
            say();
            swarm.rest(Duration.ofSeconds(2));
        }
    }

    private Wire open(int receiveBuffer) {
        return swarm.open(peer.opening(session, null, SMALLEST, receiveBuffer), this);
    }

    /// @param serverMicros CPU of the server's own process, until everything was delivered
    /// @param otherMicros CPU of the processes that do the rest of its work
    /// @param clientMicros CPU of this process
    record Round(
            int messages, long deliveries, double seconds, long serverMicros, long otherMicros, long clientMicros) {
        double perDelivery() {
            return (double) serverMicros / deliveries;
        }

        double clientPerDelivery() {
            return (double) clientMicros / deliveries;
        }

        double otherPerMessage() {
            return (double) otherMicros / messages;
        }

        /// Cores that the server kept busy.
        double busy() {
            return serverMicros / 1e6 / seconds;
        }

        double perSecond() {
            return deliveries / seconds;
        }
    }

    /// Keeps so many messages on their way: one more is said when one has come to everybody.
    Round closedLoop(int inFlight, Duration length) {
        start(0);
        long server = SystemFigures.cpuMicros(peer.pid());
        long others = SystemFigures.sumMicros(peer.others());
        long own = SystemFigures.cpuMicros();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < length.toNanos()) {
            while (said - deliveries / listeners.size() < inFlight) {
                say();
            }
            swarm.turn(TURN);
            check();
        }
        drain();
        double seconds = (System.nanoTime() - begin) / 1e9;
        server = SystemFigures.cpuMicros(peer.pid()) - server;
        return new Round(
                said,
                deliveries,
                seconds,
                server,
                SystemFigures.sumMicros(peer.others()) - others,
                SystemFigures.cpuMicros() - own);
    }

    /// Says so many a second, whatever comes back.
    ///
    Paced paced(int rate, Duration length) {
        int count = (int) (rate * length.toMillis() / 1000);
        start(count);
        long resident = 0;
        long begin = System.nanoTime();
        while (said < count) {
            long due = begin + said * 1_000_000_000L / rate;
            if (System.nanoTime() >= due) {
                saidAt[said] = due;
                say();
                if (said % rate == 0) {
                    resident = Math.max(resident, peer.residentBytes());
                }
            } else {
                swarm.turn(TURN);
                check();
            }
        }
        drain();
        return new Paced(latency.getValueAtPercentile(50), latency.getValueAtPercentile(99), resident);
    }

    /// How long deliveries took in microseconds, from the moment when a message was due.
    ///
    /// @param mostResident bytes of the server's process, looked at once a second
    record Paced(long p50, long p99, long mostResident) {}

    /// One more socket in the conversation, with a receive buffer of that many bytes.
    Guest invite(int receiveBuffer) {
        Guest guest = new Guest();
        Wire wire = swarm.open(peer.opening(session, null, SMALLEST, receiveBuffer), guest);
        guest.wire = wire;
        swarm.until("one more socket opens", PATIENCE, () -> guest.welcomed);
        swarm.rest(Duration.ofSeconds(2));
        return guest;
    }

    /// Is there and is not counted.
    final class Guest implements Hearing {
        private @Nullable Wire wire;
        private boolean welcomed;
        private int code = -1;

        void stall() {
            Objects.requireNonNull(wire).stall();
        }

        /// Reads to the end.
        ///
        /// @return the server's close code, 0 when the wire was cut, -1 when it is still open
        int goOn() {
            Objects.requireNonNull(wire).goOn();
            swarm.rest(Duration.ofSeconds(2));
            wire.cut();
            return code;
        }

        @Override
        public void welcomed(Wire from) {
            welcomed = true;
        }

        @Override
        public void closed(Wire from, int why) {
            code = why;
        }
    }

    private void start(int timed) {
        said = 0;
        deliveries = 0;
        saidAt = new long[timed];
        latency = new Histogram(3);
        listeners.forEach(Wire::forget);
    }

    private void say() {
        String number = said + " ";
        String body = number + padding.substring(number.length());
        writer.send(peer.dialect().message(session + "-" + System.nanoTime(), body));
        said++;
    }

    private void drain() {
        swarm.until(said + " messages come to everybody", PATIENCE, () -> deliveries == (long) said * listeners.size());
    }

    private void check() {
        if (lost > 0) {
            throw new IllegalStateException(peer.name() + " closed " + lost + " sockets");
        }
    }

    @Override
    public void welcomed(Wire wire) {
        welcomed++;
    }

    @Override
    public void delivered(Wire wire, int nth) {
        deliveries++;
        if (nth <= saidAt.length) {
            latency.recordValue((System.nanoTime() - saidAt[nth - 1]) / 1000);
        }
    }

    @Override
    public void text(Wire wire, String text) {
        if (text.contains("\"error\"") || text.startsWith("44")) {
            throw new IllegalStateException(peer.name() + " says: " + text);
        }
    }

    @Override
    public void closed(Wire wire, int code) {
        lost++;
    }

    @Override
    public void close() {
        swarm.close();
    }
}
