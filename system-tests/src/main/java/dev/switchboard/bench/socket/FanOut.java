package dev.switchboard.bench.socket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// A thousand subscribers of one conversation, four messages on their way: what a delivery costs on either server, in
/// runs that take turns.
final class FanOut {
    private static final int LISTENERS = 1_000;
    private static final int IN_FLIGHT = 4;

    private final Run run;
    private final List<Audience.Round> ours = new ArrayList<>();
    private final List<Audience.Round> theirs = new ArrayList<>();

    FanOut(Run run) {
        this.run = run;
    }

    void play() {
        record();
        try (Audience gateway = new Audience(run.gateway(), LISTENERS, Audience.BODY);
                Audience node = new Audience(run.node(), LISTENERS, Audience.BODY)) {
            Duration length = Duration.ofSeconds(run.quick() ? 5 : 15);
            // in turns: a server that is not played with for long takes its clients for gone
            for (int i = 0; i < (run.quick() ? 1 : 6); i++) {
                round("warm-up", run.gateway(), gateway, length);
                round("warm-up", run.node(), node, length);
            }
            for (int i = 0; i < (run.quick() ? 1 : 3); i++) {
                ours.add(round("", run.gateway(), gateway, length));
                theirs.add(round("", run.node(), node, length));
            }
            cost();
            ours.clear();
            theirs.clear();
            try (Cores cores = Cores.apart(run)) {
                for (int i = 0; i < (run.quick() ? 1 : 3); i++) {
                    cores.give(run.gateway());
                    ours.add(round("one core", run.gateway(), gateway, length));
                    cores.give(run.node());
                    theirs.add(round("one core", run.node(), node, length));
                }
                oneCore();
            }
        }
    }

    /// The services behind the gateway have their code compiled before it is the gateway that counts: the closed loop
    /// is so slow a writer that they would be at it all along.
    private void record() {
        try (Audience few = new Audience(run.gateway(), 10, Audience.BODY)) {
            Audience.Round round = few.closedLoop(24, Duration.ofSeconds(run.quick() ? 15 : 40));
            run.progress(
                    "recording warm-up: %.0f messages/s, the suite's other parts %.0f µs a message",
                    round.perSecond() / 10, round.otherPerMessage());
        }
    }

    private Audience.Round round(String what, Peer peer, Audience audience, Duration length) {
        Audience.Round round = audience.closedLoop(IN_FLIGHT, length);
        run.progress(
                "%s %s: %d deliveries in %.1f s, %,.0f/s, server %.2f µs a delivery and %.0f %% of a core, client %.2f µs,"
                        + " the suite's other parts %.0f µs a message",
                peer.name(),
                what,
                round.deliveries(),
                round.seconds(),
                round.perSecond(),
                round.perDelivery(),
                round.busy() * 100,
                round.clientPerDelivery(),
                round.otherPerMessage());
        return round;
    }

    private void cost() {
        double our = median(ours, Audience.Round::perDelivery);
        double their = median(theirs, Audience.Round::perDelivery);
        run.row("CPU per delivery, gateway's process", "", "%s", all(ours, Audience.Round::perDelivery, "%.2f µs"));
        run.row("CPU per delivery, Socket.IO", "", "%s", all(theirs, Audience.Round::perDelivery, "%.2f µs"));
        run.row("CPU per delivery, gateway : Socket.IO", "≤ 0.4", "%.2f", our / their);
        run.row(
                "besides, for each message: Kafka, conversation-service, PostgreSQL",
                "",
                "%s",
                all(ours, Audience.Round::otherPerMessage, "%.0f µs"));
        run.row(
                "load generator's CPU per delivery",
                "",
                "gateway's clients %.2f µs, Socket.IO's %.2f µs",
                median(ours, Audience.Round::clientPerDelivery),
                median(theirs, Audience.Round::clientPerDelivery));
    }

    /// Where the rest of the suite or the client is what limits, the gateway's core is not full: then the rate that its
    /// CPU would carry is told as well.
    private void oneCore() {
        for (List<Audience.Round> rounds : List.of(ours, theirs)) {
            run.row(
                    "deliveries/s with " + (rounds == ours ? "the gateway" : "Socket.IO") + " on one core",
                    "",
                    "%s (%.0f %% of the core busy: %,.0f/s for a full one)",
                    all(rounds, Audience.Round::perSecond, "%,.0f"),
                    median(rounds, Audience.Round::busy) * 100,
                    median(rounds, FanOut::full));
        }
        run.row(
                "deliveries/s on one core, gateway : Socket.IO",
                "≥ 2.5",
                "%.2f measured, %.2f for full cores",
                median(ours, Audience.Round::perSecond) / median(theirs, Audience.Round::perSecond),
                median(ours, FanOut::full) / median(theirs, FanOut::full));
    }

    private static double full(Audience.Round round) {
        return 1e6 / round.perDelivery();
    }

    private static double median(List<Audience.Round> rounds, ToDoubleFunction<Audience.Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static String all(List<Audience.Round> rounds, ToDoubleFunction<Audience.Round> figure, String format) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return String.join(
                ", ",
                Arrays.stream(sorted)
                        .mapToObj(v -> String.format(Locale.ROOT, format, v))
                        .toList());
    }
}
