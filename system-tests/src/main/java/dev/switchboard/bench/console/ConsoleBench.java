package dev.switchboard.bench.console;

import dev.switchboard.bench.Conversations;
import dev.switchboard.bench.RecordSeeder;
import dev.switchboard.bench.Table;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;

/// `./switchboard bench --console [--quick]`: when what a visitor says stands on the screen of an agent who has the
/// conversation open, beside a list of 10,000. On a suite of its own; the inbox has no responder.
public final class ConsoleBench {
    private static final String PAGE_KEY = "pk_demo_globex";
    private static final String AGENT = "admin@globex.test";
    /// So often a person presses Enter at the most.
    private static final long PACE_MS = 400;
    private static final long LAST_MS = 3_000;
    /// Others who write meanwhile.
    private static final int OTHERS = 20;

    private final Installation installation;
    private final Table table = new Table();
    private final boolean quick;
    private final String run = UUID.randomUUID().toString().substring(0, 6);
    private final List<Long> sent = new ArrayList<>();
    private final Map<String, Long> heard = new ConcurrentHashMap<>();

    private ConsoleBench(Installation installation, boolean quick) {
        this.installation = installation;
        this.quick = quick;
    }

    public static void main(String[] arguments) throws Exception {
        boolean quick = Arrays.asList(arguments).contains("--quick");
        try (RunningSuite suite = Installation.fresh().up()) {
            new ConsoleBench(suite.installation(), quick).run();
        }
    }

    private void run() throws Exception {
        seed();
        try (Chromium browser = new Chromium(Files.createTempDirectory(installation.home(), "chromium-"));
                Conversations visitors = Conversations.open(installation, PAGE_KEY, 1 + OTHERS)) {
            visitors.listen((_, writer, frame) -> heard(writer, frame));
            browser.everywhere(script());
            logIn(browser);
            browser.go(installation.http("/app/inbox/all"));
            browser.await("bench.firstRow > 0");
            paint(browser);
            open(browser, visitors);
            measure(
                    browser,
                    visitors,
                    "the first " + (quick ? 20 : 50) + " messages after a start",
                    quick ? 20 : 50,
                    "");
            try (Others _ = new Others(visitors, 100)) {
                Thread.sleep(Duration.ofSeconds(quick ? 15 : 60));
            }
            Thread.sleep(LAST_MS);
            measure(browser, visitors, "after " + (quick ? 15 : 60) + " s of 100/s", quick ? 60 : 250, "p95 ≤ 100 ms");
            try (Others _ = new Others(visitors, 20)) {
                measure(browser, visitors, "beside 20/s of others", quick ? 60 : 250, "p95 ≤ 100 ms");
            }
        }
        table.print();
    }

    /// Every fifth is open, so that the list has 10,000.
    private void seed() throws Exception {
        int count = quick ? 10_000 : 50_000;
        try (RecordSeeder seeder = new RecordSeeder(installation)) {
            seeder.fill(0, count);
            seeder.awaitIndex();
            seeder.settle();
        }
        table.progress("%,d conversations, %,d of them open".formatted(count, count / 5));
    }

    private void logIn(Chromium browser) throws Exception {
        browser.go(installation.http("/app/inbox/all"));
        JsonNode _ = browser.evaluate("""
                fetch("/api/session", {method: "POST", headers: {"Content-Type": "application/json"},
                    body: JSON.stringify({user: {email: "%s", password: "switchboard-demo"}})})
                  .then(answer => answer.json())
                  .then(({data}) => localStorage.setItem("switchboard.login", JSON.stringify({token: data.token, renew: data.renew_token})))
                """.formatted(AGENT));
    }

    private void paint(Chromium browser) throws Exception {
        JsonNode first = browser.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0");
        table.row("first contentful paint", millis(first.asDouble()), "≤ 1 s");
        table.row(
                "first row of the list",
                millis(browser.evaluate("bench.firstRow").asDouble()),
                "");
        table.row(
                "rows on the page, of all in the list",
                "%d of %s"
                        .formatted(
                                browser.evaluate("document.querySelectorAll('.row').length")
                                        .asInt(),
                                browser.evaluate("document.querySelector('.list-head small').textContent")
                                        .asString()),
                "");
    }

    /// The visitor begins a conversation, which comes first in the list.
    private void open(Chromium browser, Conversations visitors) throws Exception {
        String mark = say(visitors);
        browser.await("document.querySelector('.row .row-text')?.textContent.includes('" + mark + "') === true");
        JsonNode _ = browser.evaluate("document.querySelector('.row a').click()");
        browser.await("document.querySelector('.timeline .bubble') !== null");
    }

    private void measure(Chromium browser, Conversations visitors, String when, int messages, String target)
            throws Exception {
        int before = sent.size();
        for (int i = 0; i < messages; i++) {
            String _ = say(visitors);
            Thread.sleep(PACE_MS + (i * 37) % 100);
        }
        Thread.sleep(LAST_MS);
        JsonNode noted = browser.evaluate("bench");
        Histogram server = new Histogram(3);
        Histogram told = new Histogram(3);
        Histogram shown = new Histogram(3);
        int lost = 0;
        for (int i = before; i < sent.size(); i++) {
            String mark = mark(i);
            long from = sent.get(i);
            server.recordValue(Math.max(0, heard.getOrDefault(mark, from + LAST_MS) - from));
            told.recordValue(Math.max(0, noted.path("told").path(mark).asLong(from + LAST_MS) - from));
            shown.recordValue(Math.max(0, noted.path("shown").path(mark).asLong(from + LAST_MS) - from));
            lost += noted.path("shown").has(mark) ? 0 : 1;
        }
        table.row("visitor to the visitor's other window, " + when, percentiles(server), "");
        table.row("visitor to the agent's page, " + when, percentiles(told), "");
        table.row(
                "visitor to the agent's screen, " + when,
                percentiles(shown) + (lost == 0 ? "" : ", %d NEVER SHOWN".formatted(lost)),
                target);
    }

    private String say(Conversations visitors) {
        String mark = mark(sent.size());
        sent.add(System.currentTimeMillis());
        visitors.write(0, "{\"type\":\"text\",\"text\":\"Where is my order? %s\",\"id\":\"%s\"}".formatted(mark, mark));
        return mark;
    }

    private void heard(boolean writer, String frame) {
        int at = frame.indexOf("bench-" + run + "-");
        if (!writer && at >= 0) {
            int end = at + ("bench-" + run + "-").length();
            while (Character.isDigit(frame.charAt(end))) {
                end++;
            }
            Long _ = heard.putIfAbsent(frame.substring(at, end), System.currentTimeMillis());
        }
    }

    /// Everybody but the first visitor, who write until this is closed.
    private record Others(Thread writing) implements AutoCloseable {
        Others(Conversations visitors, int rate) {
            this(Thread.ofVirtual().start(() -> write(visitors, rate)));
        }

        private static void write(Conversations visitors, int rate) {
            try {
                for (int i = 0; true; i++) {
                    visitors.write(
                            1 + i % OTHERS,
                            "{\"type\":\"text\",\"text\":\"And mine?\",\"id\":\"%d\"}".formatted(System.nanoTime()));
                    Thread.sleep(Duration.ofNanos(1_000_000_000L / rate));
                }
            } catch (InterruptedException e) {
                // enough
            }
        }

        @Override
        public void close() throws InterruptedException {
            writing.interrupt();
            writing.join();
        }
    }

    private String mark(int number) {
        return "bench-" + run + "-" + number;
    }

    private static String percentiles(Histogram millis) {
        return "p50 %d ms, p95 %d ms, max %d ms"
                .formatted(millis.getValueAtPercentile(50), millis.getValueAtPercentile(95), millis.getMaxValue());
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.0f ms", millis);
    }

    private static String script() throws IOException {
        try (InputStream script = ConsoleBench.class.getResourceAsStream("/bench/console.js")) {
            if (script == null) {
                throw new IllegalStateException("/bench/console.js is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
