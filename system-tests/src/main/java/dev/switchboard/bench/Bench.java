package dev.switchboard.bench;

import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.suite.SuiteStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `./switchboard bench [--quick] [--startup]`: the figures of the running suite, or, where none runs, of one that is
/// started for it. `--quick` takes about a minute; `--startup` adds a cold and a warm start on an empty data folder.
public final class Bench {
    private static final String NO_RESPONDER = "pk_demo_globex";
    private static final String WITH_AI = "pk_demo_acme";
    private static final int MOST_WARM_UP_ROUNDS = 10;
    private static final String QUESTION = "How do I return an item?";

    private final Table table = new Table();
    private final boolean quick;

    private Bench(boolean quick) {
        this.quick = quick;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> words = Arrays.asList(arguments);
        Bench bench = new Bench(words.contains("--quick"));
        if (words.contains("--startup")) {
            bench.startUp();
        }
        Installation installation = Installation.ofEnvironment();
        if (installation.isUp()) {
            bench.measure(installation);
        } else {
            try (RunningSuite suite = Installation.fresh().up()) {
                bench.measure(suite.installation());
            }
        }
        bench.table.print();
    }

    private void startUp() {
        Installation installation = Installation.fresh();
        for (String kind : List.of("cold (empty data folder)", "warm (second start)")) {
            try (RunningSuite suite = installation.up()) {
                table.row(
                        "start-up, " + kind,
                        String.format(Locale.ROOT, "%.1f s", suite.status().startupSeconds()),
                        kind.startsWith("warm") ? "≤ 10 s" : "");
            }
        }
    }

    private void measure(Installation installation) throws Exception {
        SuiteStatus suite = installation.status();
        Thread.sleep(Duration.ofSeconds(quick ? 2 : 20)); // let the start settle
        table.row(
                "memory at idle, PSS of " + suite.processes().size() + " processes",
                "%d MB".formatted(SystemFigures.pssBytes(suite.processes()) >> 20),
                "≤ 900 MB");
        try (Conversations conversations = Conversations.open(installation, NO_RESPONDER, 200)) {
            Load.Result first = load(conversations, suite, 100, quick ? 5 : 20, false);
            table.row("client to client at 100/s, the first seconds after a start", Table.millis(first.delivery()), "");
            table.row("until the JIT compiler is done", warmUp(conversations, suite) + " s of load", "");
            latency(conversations, suite, 100, "p50 ≤ 15 ms, p99 ≤ 60 ms");
            latency(conversations, suite, 500, "");
            hops(conversations, suite, installation);
        }
        highest(installation, suite, false);
        try (Conversations conversations = Conversations.open(installation, WITH_AI, 200)) {
            Load.Result _ = load(conversations, suite, 20, quick ? 5 : 20, true);
            Load.Result calm = load(conversations, suite, 20, quick ? 5 : 30, true);
            table.row(
                    "question to answer at 20 questions/s",
                    Table.millis(calm.answer()) + ", %d of %d answered".formatted(calm.answered(), calm.sent()),
                    "");
        }
        highest(installation, suite, true);
        table.row("memory after the load, PSS", "%d MB".formatted(SystemFigures.pssBytes(suite.processes()) >> 20), "");
    }

    /// Load until a round costs no less CPU than the best one before: the JIT compiler, which competes for the same
    /// cores, has then done what matters.
    ///
    /// @return seconds
    private int warmUp(Conversations conversations, SuiteStatus suite) {
        int seconds = quick ? 5 : 15;
        double best = Double.MAX_VALUE;
        for (int round = 1; ; round++) {
            double cost = load(conversations, suite, 200, seconds, false).cpuMicrosPerMessage();
            if (round == MOST_WARM_UP_ROUNDS || cost > best * 0.93) {
                return round * seconds;
            }
            best = Math.min(best, cost);
        }
    }

    private void latency(Conversations conversations, SuiteStatus suite, int rate, String target) throws Exception {
        Load.Result result = load(conversations, suite, rate, quick ? 5 : 30, false);
        table.row("client to client at " + rate + "/s", Table.millis(result.delivery()), target);
        table.row("writer's ack at " + rate + "/s", Table.millis(result.ack()), "");
        table.row(
                "CPU per recorded message at " + rate + "/s, all processes",
                String.format(
                        Locale.ROOT,
                        "%.0f µs (the client's own: %.0f µs)",
                        result.cpuMicrosPerMessage(),
                        result.clientMicrosPerMessage()),
                "");
    }

    private void hops(Conversations conversations, SuiteStatus suite, Installation installation) throws Exception {
        try (Hops hops = new Hops(installation.kafka())) {
            Load load = new Load(conversations, suite, 100, Duration.ofSeconds(quick ? 5 : 20), QUESTION, false);
            Load.Result _ = load.run();
            hops.of(load).forEach(hop -> table.row("hop at 100/s: " + hop.name(), Table.millis(hop.times()), ""));
        }
    }

    private void highest(Installation installation, SuiteStatus suite, boolean asksAi) throws Exception {
        String what = asksAi ? "highest rate with every question answered by the AI" : "highest rate, no responder";
        int firstStep = asksAi ? 80 : 400;
        int lastStep = asksAi ? (quick ? 40 : 10) : (quick ? 200 : 100);
        try (Ladder ladder = new Ladder(
                installation,
                asksAi ? WITH_AI : NO_RESPONDER,
                (conversations, rate, seconds) -> load(conversations, suite, rate, seconds, asksAi),
                firstStep,
                lastStep)) {
            int held = ladder.climb(quick ? 5 : 10);
            Optional<Load.Result> proof = quick ? Optional.empty() : ladder.prove(held, 30);
            table.row(
                    what,
                    proof.map(p -> String.format(
                                    Locale.ROOT,
                                    "%d/s for 30 s (%s; %.0f µs CPU a message, client %.0f µs)",
                                    p.rate(),
                                    Table.millis(asksAi ? p.answer() : p.delivery()),
                                    p.cpuMicrosPerMessage(),
                                    p.clientMicrosPerMessage()))
                            .orElse(quick ? held + "/s for 5 s" : "none held for 30 s"),
                    asksAi ? "" : "≥ 1,500/s");
        }
    }

    private Load.Result load(Conversations conversations, SuiteStatus suite, int rate, int seconds, boolean asksAi) {
        Load.Result r = new Load(conversations, suite, rate, Duration.ofSeconds(seconds), QUESTION, asksAi).run();
        table.progress(String.format(
                Locale.ROOT,
                "%d/s for %d s: sent %d, acknowledged %d, delivered %d, answered %d, errors %d, under way at the end %d"
                        + " and %d unanswered, client to client %s, %.0f µs CPU a message",
                rate,
                seconds,
                r.sent(),
                r.acknowledged(),
                r.delivered(),
                r.answered(),
                r.errors(),
                r.lags().getLast(),
                asksAi ? r.answerLags().getLast() : 0,
                Table.millis(r.delivery()),
                r.cpuMicrosPerMessage()));
        return r;
    }
}
