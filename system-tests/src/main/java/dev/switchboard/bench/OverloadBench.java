package dev.switchboard.bench;

import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.suite.SuiteStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/// `./switchboard bench --overload [--quick]`: finds the highest rate that is held, then sends three times as much (for
/// five minutes; 20 s with `--quick`), and looks how much of it is still recorded, how fast the rest is refused, and
/// when an ordinary load is answered as before. On a suite of its own.
public final class OverloadBench {
    private static final String NO_RESPONDER = "pk_demo_globex";
    private static final String RAISED = "SWITCHBOARD_SOCKET_MESSAGES";
    private static final int TIMES = 3;
    private static final int CALM = 100;
    /// An ordinary load is answered as before once nine of ten messages are.
    private static final double PERCENTILE = 90;

    private final Installation installation;
    private final SuiteStatus suite;
    private final Table table = new Table();
    private final boolean quick;

    private OverloadBench(Installation installation, boolean quick) {
        this.installation = installation;
        this.suite = installation.status();
        this.quick = quick;
    }

    public static void main(String[] arguments) throws Exception {
        boolean quick = Arrays.asList(arguments).contains("--quick");
        try (RunningSuite suite =
                Installation.fresh().with(Map.of(RAISED, "1000000")).up()) {
            new OverloadBench(suite.installation(), quick).run();
        }
    }

    private void run() throws Exception {
        int capacity;
        try (Ladder ladder = new Ladder(installation, NO_RESPONDER, this::load, 400, quick ? 200 : 100)) {
            capacity = ladder.climb(quick ? 5 : 10);
        }
        table.row("highest rate held, no responder", capacity + "/s", "");
        try (Conversations conversations = Conversations.open(installation, NO_RESPONDER, 600)) {
            long usual = Math.max(50, millis(load(conversations, CALM, 10)));
            long before = resident();
            Load.Result flood = load(conversations, TIMES * capacity, quick ? 20 : 300);
            long after = resident();
            double recovery = flood.drained();
            Load.Result calm = load(conversations, CALM, 2);
            while (millis(calm) > 2 * usual && recovery < 120) {
                recovery += 2 + calm.drained();
                calm = load(conversations, CALM, 2);
            }
            table.row(
                    "recorded at " + TIMES + " times that",
                    "%.0f/s: %.0f %%".formatted(flood.achieved(), 100 * flood.achieved() / capacity),
                    "≥ 90 %");
            table.row("refused", "%,d of %,d".formatted(flood.errors(), flood.sent()), "");
            table.row("until a refusal came", Table.millis(flood.refusal()), "≤ 50 ms");
            table.row(
                    "neither recorded nor refused",
                    "%,d".formatted(flood.sent() - flood.errors() - flood.acknowledged()),
                    "0");
            table.row("until an ordinary load is answered as before", seconds(recovery), "≤ 30 s");
            table.row("resident memory of all services", "%+d MB".formatted((after - before) >> 20), "");
        }
        table.print();
    }

    private Load.Result load(Conversations conversations, int rate, int seconds) {
        Load.Result result = new Load(conversations, suite, rate, Duration.ofSeconds(seconds), "Hello", false).run();
        table.progress("%d/s for %d s: acknowledged %,d, refused %,d, client to client %s"
                .formatted(rate, seconds, result.acknowledged(), result.errors(), Table.millis(result.delivery())));
        return result;
    }

    private long resident() {
        return SystemFigures.pssBytes(suite.processes());
    }

    private static long millis(Load.Result result) {
        return result.ack().getValueAtPercentile(PERCENTILE) / 1_000;
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
