package dev.switchboard.bench;

import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RateLimits;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.suite.SuiteStatus;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `./switchboard bench --record [--quick]`: what a desk waits for when an account has 20,000 conversations, and when
/// it has 200,000 with two million messages; then how many messages a second are recorded beside all that. On a suite
/// of its own. The plans of the hottest queries go into `system-tests/target/record-plans.md`.
public final class RecordBench {
    private static final String SERVER_KEY = "sk_demo_globex";
    private static final String PAGE_KEY = "pk_demo_globex";
    private static final String TARGET = "p99 ≤ 50 ms";
    /// The mix of words: how often each is looked for, and in how many messages of a hundred it stands.
    private static final List<String> MIX = List.of(
            "ref",
            "ref",
            "ref",
            "ref",
            "warranty",
            "warranty",
            "voucher",
            "refund",
            "parcel",
            "order",
            "order parcel",
            "\"term7 term7\"",
            "warr*",
            "refund -order");

    private final Installation installation;
    private final Agents agents = new Agents(SERVER_KEY);
    private final Table table;
    private final boolean quick;
    private final List<URI> deep = new ArrayList<>();
    private final List<String> conversations = new ArrayList<>();

    private RecordBench(Installation installation, Table table, boolean quick) {
        this.installation = installation;
        this.table = table;
        this.quick = quick;
    }

    public static void main(String[] arguments) throws Exception {
        boolean quick = Arrays.asList(arguments).contains("--quick");
        Table table = new Table();
        try (RunningSuite suite =
                Installation.fresh().with(RateLimits.raised("NETIA")).up()) {
            new RecordBench(suite.installation(), table, quick).run();
        }
        table.print();
    }

    private void run() throws Exception {
        List<Integer> sizes = quick ? List.of(1_000, 3_000) : List.of(20_000, 200_000);
        try (RecordSeeder seeder = new RecordSeeder(installation)) {
            int seeded = 0;
            for (int size : sizes) {
                seed(seeder, seeded, size);
                seeded = size;
                desk(size);
            }
            RecordPlans.write(seeder, Installation.root().resolve("system-tests/target/record-plans.md"));
        }
        writes();
        agents.close();
    }

    private void seed(RecordSeeder seeder, int seeded, int size) throws Exception {
        long begin = System.nanoTime();
        seeder.fill(seeded, size);
        double filled = seconds(begin);
        seeder.awaitIndex();
        double indexed = seconds(begin);
        seeder.settle();
        int fresh = (size - seeded) * RecordSeeder.MESSAGES;
        table.row(
                "seeded %,d conversations, %,d messages".formatted(size, size * RecordSeeder.MESSAGES),
                String.format(
                        Locale.ROOT,
                        "%.0f s, searchable after %.0f s (%,.0f messages/s)",
                        filled,
                        indexed,
                        fresh / indexed),
                "");
    }

    private void desk(int size) throws Exception {
        walk(size);
        String at = " at %,d conversations".formatted(size);
        measure("inbox list, first page" + at, () -> uri("/api/conversations?limit=50"));
        measure("inbox list, open only" + at, () -> uri("/api/conversations?status=open&limit=50"));
        measure("inbox list, a page in the depth" + at, () -> any(deep));
        for (String path : List.of("/api/conversations/unread", "/api/conversations/count")) {
            measure(path + at, () -> uri(path));
        }
        measure("one conversation's messages" + at, () -> uri("/api/messages?conversation_id=" + any(conversations)));
        search("search, the mix" + at, () -> search(size, any(MIX)));
        search("search, the mix, counted to 10,000" + at, () -> URI.create(search(size, any(MIX)) + "&count=true"));
        search("search, the rarest word" + at, () -> search(size, "ref"));
        search("search, the most common word" + at, () -> search(size, "order"));
        search("search for conversations" + at, () -> URI.create(search(size, any(MIX)) + "&type=conversations"));
        search("search for customers" + at, () -> uri("/api/search?type=customers&q=customer" + random(size) / 4 * 4));
        saturate("search, the mix, 20 agents without a pause" + at, () -> search(size, any(MIX)));
        saturate("inbox list, 20 agents without a pause" + at, () -> uri("/api/conversations?limit=50"));
    }

    private void measure(String what, Supplier<URI> question) throws InterruptedException {
        measure(what, question, Agents.PACE, time());
    }

    /// Who searches reads what was found, and searches again after a second.
    private void search(String what, Supplier<URI> question) throws InterruptedException {
        measure(what, question, Duration.ofSeconds(1), time().multipliedBy(2));
    }

    private void measure(String what, Supplier<URI> question, Duration pace, Duration time)
            throws InterruptedException {
        Agents.Result _ = agents.ask(question, Duration.ofSeconds(quick ? 1 : 3), pace); // the JIT compiler's share
        table.row(what, agents.ask(question, time, pace).toString(), TARGET);
    }

    private void saturate(String what, Supplier<URI> question) throws InterruptedException {
        Duration time = time();
        Agents.Result result = agents.ask(question, time, Duration.ZERO);
        table.row(what, "%s: %,d/s".formatted(result, result.micros().getTotalCount() / time.toSeconds()), "");
    }

    private Duration time() {
        return Duration.ofSeconds(quick ? 2 : 10);
    }

    /// To the middle of the list, keeping places on the way.
    private void walk(int size) throws IOException {
        deep.clear();
        conversations.clear();
        String next = "";
        for (int seen = 0; seen < size / 2; seen += 100) {
            JsonNode page = new JsonMapper()
                    .readTree(agents.send(uri("/api/conversations?limit=100&after=" + next))
                            .body());
            next = page.get("next").asString();
            conversations.add(page.get("data").get(0).get("id").asString());
            if (seen >= size / 4) {
                deep.add(uri("/api/conversations?limit=50&after=" + next));
            }
        }
    }

    private URI search(int size, String words) {
        String q = words.equals("ref") ? "ref" + random(size) + "x" + (1 + random(RecordSeeder.MESSAGES)) : words;
        return uri(
                "/api/search?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    private void writes() throws Exception {
        SuiteStatus suite = installation.status();
        try (Ladder ladder = new Ladder(
                installation,
                PAGE_KEY,
                (conversations, rate, seconds) ->
                        new Load(conversations, suite, rate, Duration.ofSeconds(seconds), "Hello", false).run(),
                400,
                quick ? 200 : 100)) {
            int held = ladder.climb(quick ? 5 : 10);
            table.row("messages recorded and published beside it", held + "/s", "≥ 1,500/s");
        }
    }

    private URI uri(String path) {
        return installation.http(path);
    }

    private static <T> T any(List<T> all) {
        return all.get(random(all.size()));
    }

    private static int random(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
