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
            load(conversations, suite, 200, quick ? 5 : 30, QUESTION);
            latency(conversations, suite, 100, "p50 ≤ 15 ms, p99 ≤ 60 ms");
            latency(conversations, suite, 500, "");
            hops(conversations, suite, installation);
            highest(conversations, suite, false);
        }
        try (Conversations conversations = Conversations.open(installation, WITH_AI, 200)) {
            load(conversations, suite, 20, quick ? 5 : 20, QUESTION);
            Load.Result calm = load(conversations, suite, 20, quick ? 5 : 30, QUESTION);
            table.row("question to answer at 20 questions/s", Table.millis(calm.answer()), "");
            highest(conversations, suite, true);
        }
        table.row("memory after the load, PSS", "%d MB".formatted(SystemFigures.pssBytes(suite.processes()) >> 20), "");
    }

    private void latency(Conversations conversations, SuiteStatus suite, int rate, String target) throws Exception {
        Load.Result result = load(conversations, suite, rate, quick ? 5 : 30, QUESTION);
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
            Load load = new Load(conversations, suite, 100, Duration.ofSeconds(quick ? 5 : 20), QUESTION);
            Load.Result _ = load.run();
            hops.of(load).forEach(hop -> table.row("hop at 100/s: " + hop.name(), Table.millis(hop.times()), ""));
        }
    }

    /// Climbs until a rate is not held, then halves the step twice; the last rate that was held is held for 30 s again.
    private void highest(Conversations conversations, SuiteStatus suite, boolean answers) throws Exception {
        int step = answers ? 100 : 400;
        int rate = step;
        int held = 0;
        while (step >= (quick ? 200 : answers ? 25 : 100)) {
            Load.Result result = load(conversations, suite, rate, quick ? 5 : 10, QUESTION);
            if (answers ? result.heldWithAnswers() : result.held()) {
                held = rate;
            } else {
                step /= 2;
                settle(conversations, suite);
            }
            rate = held + step;
        }
        String what = answers ? "highest rate with every question answered by the AI" : "highest rate, no responder";
        String target = answers ? "" : "≥ 1,500/s";
        Optional<Load.Result> proof = Optional.empty();
        for (int sure = held; !quick && proof.isEmpty() && sure > 0; sure -= answers ? 25 : 100) {
            Load.Result result = load(conversations, suite, sure, 30, QUESTION);
            if (answers ? result.heldWithAnswers() : result.held()) {
                proof = Optional.of(result);
            } else {
                settle(conversations, suite);
            }
        }
        table.row(
                what,
                proof.map(p -> String.format(
                                Locale.ROOT,
                                "%d/s for 30 s (%s; %.0f µs CPU a message, client %.0f µs)",
                                p.rate(),
                                Table.millis(p.delivery()),
                                p.cpuMicrosPerMessage(),
                                p.clientMicrosPerMessage()))
                        .orElse(quick ? held + "/s for 5 s" : "none held for 30 s"),
                target);
    }

    /// Lets what an overload left behind drain.
    private void settle(Conversations conversations, SuiteStatus suite) throws Exception {
        Thread.sleep(Duration.ofSeconds(quick ? 2 : 10));
        load(conversations, suite, 20, 3, QUESTION);
    }

    private Load.Result load(Conversations conversations, SuiteStatus suite, int rate, int seconds, String question) {
        Load.Result r = new Load(conversations, suite, rate, Duration.ofSeconds(seconds), question).run();
        table.progress(String.format(
                Locale.ROOT,
                "%d/s for %d s: sent %d, acknowledged %d, delivered %d, answered %d, errors %d, client to client %s",
                rate,
                seconds,
                r.sent(),
                r.acknowledged(),
                r.delivered(),
                r.answered(),
                r.errors(),
                Table.millis(r.delivery())));
        return r;
    }
}
