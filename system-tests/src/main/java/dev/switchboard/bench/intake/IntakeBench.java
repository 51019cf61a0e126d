package dev.switchboard.bench.intake;

import dev.switchboard.bench.JitCompilers;
import dev.switchboard.bench.SystemFigures;
import dev.switchboard.bench.Table;
import dev.switchboard.suite.Database;
import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RateLimits;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.suite.SuiteStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `./switchboard bench --webhooks [--quick]`: how many signed WhatsApp webhooks a second are verified, deduplicated
/// and durable when they are answered, through the gateway, on a suite of its own that records every message beside it.
/// What is raised for it: the webhooks that an address and an account may bring.
public final class IntakeBench {
    private static final String INBOX = "/api/inboxes/0199d3a0-0000-7000-8000-0000000000a2";

    /// So long nothing may be recorded before the rest counts as lost.
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final int MOST_WARM_UP_ROUNDS = 24;

    private final Table table = new Table();
    private final Installation installation;
    private final Database database;
    private final boolean quick;

    private IntakeBench(Installation installation, boolean quick) {
        this.installation = installation;
        this.database = new Database(installation);
        this.quick = quick;
    }

    public static void main(String[] arguments) throws Exception {
        boolean quick = Arrays.asList(arguments).contains("--quick");
        Map<String, String> raised = RateLimits.raised("HOOKS");
        raised.put("SWITCHBOARD_INBOUND_ALLOWANCE_LIMIT", "100000000");
        try (RunningSuite suite = Installation.fresh().with(raised).up()) {
            new IntakeBench(suite.installation(), quick).run(suite.status());
        }
    }

    private void run(SuiteStatus suite) throws Exception {
        noResponder();
        warmUp(suite);
        for (int rate : quick ? List.of(500, 1_000, 2_000) : List.of(500, 1_000, 1_500, 2_000, 2_500, 3_000)) {
            Taken taken = load(suite, rate, quick ? 10 : 30, "");
            table.row("webhooks at " + rate + "/s", taken.toString(), rate == 2_000 ? "≥ 2,000/s, p99 ≤ 100 ms" : "");
            if (!taken.result().held()) {
                break;
            }
        }
        table.print();
    }

    /// Until the JIT compilers have done what matters.
    private void warmUp(SuiteStatus suite) throws InterruptedException {
        JitCompilers compilers = new JitCompilers(suite.processes(), table);
        int seconds = quick ? 5 : 15;
        for (int round = 0; round < MOST_WARM_UP_ROUNDS; round++) {
            long before = compilers.micros();
            Taken _ = load(suite, 500, seconds, "warming up: ");
            if (compilers.rested(before, seconds)) {
                return;
            }
        }
    }

    /// @param cpuMicros of the whole suite until the last answer, for each webhook
    /// @param recorded how many of what was taken became messages
    /// @param seconds from the last answer until they all were
    private record Taken(WebhookLoad.Result result, double cpuMicros, long recorded, double seconds) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s, %.0f/s taken, %d failed, %.0f µs CPU each; %d of %d recorded %.1f s later",
                    Table.millis(result.micros()),
                    result.achieved(),
                    result.failed(),
                    cpuMicros,
                    recorded,
                    result.taken(),
                    seconds);
        }
    }

    private Taken load(SuiteStatus suite, int rate, int seconds, String what) throws InterruptedException {
        SignedMessages messages = SignedMessages.of(rate * seconds);
        long cpu = SystemFigures.sumMicros(suite.processes());
        long ownBefore = SystemFigures.cpuMicros();
        WebhookLoad.Result result = new WebhookLoad(installation.gatewayPort(), rate, messages.requests()).run();
        double count = (double) rate * seconds;
        double cpuMicros = (SystemFigures.sumMicros(suite.processes()) - cpu) / count;
        double own = (SystemFigures.cpuMicros() - ownBefore) / count;
        Taken taken = settle(result, cpuMicros, messages.run());
        table.progress(String.format(
                Locale.ROOT, "%s%d/s for %d s: %s; the client's own CPU %.0f µs", what, rate, seconds, taken, own));
        return taken;
    }

    /// Waits until conversation-service has recorded everything that was taken, or nothing more comes.
    private Taken settle(WebhookLoad.Result result, double cpuMicros, String run) throws InterruptedException {
        long begin = System.nanoTime();
        long news = begin;
        long recorded = 0;
        while (recorded < result.taken() && System.nanoTime() - news < SILENCE.toNanos()) {
            long now = database.number(
                    "SELECT count(*) FROM conversation.message WHERE deduplication_key LIKE 'wamid." + run + "%'");
            news = now == recorded ? news : System.nanoTime();
            recorded = now;
            Thread.sleep(Duration.ofMillis(100));
        }
        return new Taken(result, cpuMicros, recorded, (System.nanoTime() - begin) / 1e9);
    }

    /// The AI's answers are another figure.
    private void noResponder() {
        Http.Answer changed = Http.logIn(installation, "admin@acme.test")
                .put(installation.http(INBOX), "{\"inbox\":{\"responder\":\"none\"}}");
        if (!changed.isGood()) {
            throw new IllegalStateException("the inbox cannot be changed: " + changed.text());
        }
    }
}
