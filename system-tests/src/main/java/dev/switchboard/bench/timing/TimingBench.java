package dev.switchboard.bench.timing;

import dev.switchboard.bench.MetaSignature;
import dev.switchboard.bench.Table;
import dev.switchboard.suite.Database;
import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RateLimits;
import dev.switchboard.suite.RunningSuite;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// `./switchboard bench --timing [--quick]`: refuses what is foreign and what is not there, what is nearly right and
/// what is all wrong, 10,000 times each (1,000 with `--quick`; passwords a fiftieth of it, for each costs what hashing
/// costs), and says whether the times tell them apart, by the test of Mann and Whitney. On a suite of its own, whose
/// limits are raised.
///
/// With p under 0.01 something may be told apart. One such row in a hundred is chance: run it again.
public final class TimingBench {
    private static final String ACME = "0199d3a0-0000-7000-8000-000000000001";
    private static final String KEY = "sk_demo_globex";

    private final Installation suite;
    private final int samples;

    private TimingBench(Installation suite, int samples) {
        this.suite = suite;
        this.samples = samples;
    }

    public static void main(String[] arguments) throws Exception {
        boolean quick = Arrays.asList(arguments).contains("--quick");
        Map<String, String> raised = RateLimits.raised("NETIA", "PLATFORM", "HOOKS", "BEGINNINGS");
        raised.put("SWITCHBOARD_THROTTLE_ATTEMPTS", "1000000");
        Table table = new Table();
        try (RunningSuite running = Installation.fresh().with(raised).up();
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            for (Pair pair : new TimingBench(running.installation(), quick ? 1_000 : 10_000).pairs()) {
                Pair.Difference difference = pair.measure(client, RandomGenerator.getDefault());
                table.row(
                        pair.what(),
                        String.format(
                                Locale.ROOT,
                                "%,d of each: median %.3f and %.3f ms, p = %.3f",
                                pair.samples(),
                                difference.one(),
                                difference.other(),
                                difference.p()),
                        "p ≥ 0.01");
            }
        }
        table.print();
    }

    private List<Pair> pairs() {
        Http.Answer _ = new Http("sk_demo_acme")
                .post(
                        suite.http("/api/core/messages"),
                        "{\"message\":{\"text\":\"How do I return an item?\"},\"userId\":\"timing\"}")
                .good();
        Database database = new Database(suite);
        String conversation = database.text(
                "SELECT id::text FROM conversation.conversation WHERE account_id = '" + ACME + "' LIMIT 1");
        String customer =
                database.text("SELECT id::text FROM conversation.customer WHERE account_id = '" + ACME + "' LIMIT 1");
        int passwords = samples / 50;
        return List.of(
                new Pair(
                        "a conversation of another account, and none",
                        samples,
                        404,
                        get("/api/conversations/" + conversation, KEY),
                        get("/api/conversations/" + UUID.randomUUID(), KEY)),
                new Pair(
                        "a customer of another account, and none",
                        samples,
                        404,
                        get("/api/customers/" + customer, KEY),
                        get("/api/customers/" + UUID.randomUUID(), KEY)),
                new Pair(
                        "a key that differs in its last letter, and one in all",
                        samples,
                        401,
                        get("/api/conversations/" + conversation, KEY.substring(0, KEY.length() - 1) + "z"),
                        get("/api/conversations/" + conversation, "sk_xxxx_xxxx")),
                signatures(),
                new Pair(
                        "a wrong password for somebody, and for nobody",
                        passwords,
                        401,
                        logIn("jane@acme.test"),
                        logIn("none@acme.test")),
                new Pair(
                        "a new password asked for by somebody, and by nobody",
                        samples / 10,
                        200,
                        post("/api/reset_password", "{\"email\":\"omar@acme.test\"}"),
                        post("/api/reset_password", "{\"email\":\"none@acme.test\"}")));
    }

    /// Wrong in the first place, where a comparison that stops there would be done soonest, and in the last.
    private Pair signatures() {
        String body = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}";
        String right = MetaSignature.of(body.getBytes(StandardCharsets.UTF_8));
        return new Pair(
                "a signature wrong in its first digit, and in its last",
                samples,
                401,
                signed(body, other(right.charAt(0)) + right.substring(1)),
                signed(body, right.substring(0, right.length() - 1) + other(right.charAt(right.length() - 1))));
    }

    private static char other(char digit) {
        return digit == '0' ? '1' : '0';
    }

    private HttpRequest signed(String body, String signature) {
        return json("/api/webhooks/whatsapp", body)
                .header("X-Hub-Signature-256", "sha256=" + signature)
                .build();
    }

    private HttpRequest get(String path, String key) {
        return HttpRequest.newBuilder(suite.http(path)).header("X-API-Key", key).build();
    }

    private HttpRequest logIn(String email) {
        return post("/api/session", "{\"user\":{\"email\":\"%s\",\"password\":\"no such password\"}}".formatted(email));
    }

    private HttpRequest post(String path, String body) {
        return json(path, body).build();
    }

    private HttpRequest.Builder json(String path, String body) {
        return HttpRequest.newBuilder(suite.http(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }
}
