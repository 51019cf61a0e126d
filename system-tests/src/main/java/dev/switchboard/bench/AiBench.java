package dev.switchboard.bench;

import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `./switchboard bench ai [--quick]`: asks every question of `ai/questions.tsv` over the demo knowledge base, as a
/// server of the demo tenant, and says how many the AI answered rightly, wrongly, and left to a person; then searches
/// among 100,000 chunks (4,000 with `--quick`). On a suite of its own.
public final class AiBench {
    private static final String ACME = "sk_demo_acme";
    private static final String GLOBEX = "sk_demo_globex";
    private static final Map<String, String> SETTINGS = Map.of(
            "SWITCHBOARD_RATELIMIT_POLICIES_PLATFORM_LIMIT",
            "1000000",
            "SWITCHBOARD_RATELIMIT_POLICIES_NETIA_LIMIT",
            "1000000");
    private static final int AT_ONCE = 8;
    private static final int CHUNKS_PER_ARTICLE = 50;
    private static final List<String> WORDS = words();

    private final Installation installation;
    private final Table table;
    private final boolean quick;
    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    private AiBench(Installation installation, Table table, boolean quick) {
        this.installation = installation;
        this.table = table;
        this.quick = quick;
    }

    public static void main(String[] arguments) throws Exception {
        boolean quick = Arrays.asList(arguments).contains("--quick");
        Table table = new Table();
        try (RunningSuite suite = Installation.fresh().with(SETTINGS).up()) {
            AiBench bench = new AiBench(suite.installation(), table, quick);
            bench.questions();
            bench.search();
        }
        table.print();
    }

    /// @param expected names of the articles that answer it; empty where none does
    private record Question(String language, String half, String kind, List<String> expected, String text) {
        boolean asked() {
            return kind.equals("asked");
        }
    }

    /// @param found the articles that the search finds, best first
    /// @param cited the articles that the answer stands on; empty where a person was asked
    /// @param offered the articles of which the customer is to say which one was meant
    private record Outcome(Question question, List<String> found, List<String> cited, List<String> offered) {
        boolean hit(int places) {
            return found.stream().limit(places).anyMatch(question.expected()::contains);
        }

        boolean answered() {
            return !cited.isEmpty();
        }

        boolean right() {
            return question.asked() ? cited.stream().anyMatch(question.expected()::contains) : !answered();
        }

        boolean offeredRight() {
            return offered.stream().anyMatch(question.expected()::contains);
        }

        boolean wrong() {
            return answered() && !right();
        }
    }

    private void questions() throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService servers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Outcome>> asked = new ArrayList<>();
            for (Question question : read()) {
                asked.add(servers.submit(() -> ask(question)));
            }
            for (Future<Outcome> outcome : asked) {
                outcomes.add(outcome.get());
            }
        }
        for (String half : List.of("heldout", "tuning")) {
            List<Outcome> all = outcomes.stream()
                    .filter(o -> o.question().half().equals(half))
                    .toList();
            for (String language : List.of("en", "de", "es")) {
                Predicate<Outcome> asked =
                        o -> o.question().asked() && o.question().language().equals(language);
                String of = " (" + half + ", " + language + ")";
                table.row(
                        "right article first · among three" + of,
                        share(all, asked, o -> o.hit(1)) + " · " + share(all, asked, o -> o.hit(3)),
                        "");
                table.row(
                        "answered · answered rightly" + of,
                        share(all, asked, Outcome::answered) + " · " + share(all, asked, Outcome::right),
                        "≥ 85 % rightly");
                table.row(
                        "asked back · with the right article" + of,
                        share(all, asked, o -> !o.offered().isEmpty()) + " · "
                                + share(all, asked, Outcome::offeredRight),
                        "");
            }
            table.row(
                    "asked back, of those that no article answers (" + half + ")",
                    share(all, o -> !o.question().asked(), o -> !o.offered().isEmpty()),
                    "");
            table.row("wrong answers, of all questions (" + half + ")", share(all, _ -> true, Outcome::wrong), "≤ 2 %");
            table.row(
                    "left to a person, of those that no article answers (" + half + ")",
                    share(all, o -> !o.question().asked(), Outcome::right),
                    "≥ 95 %");
        }
    }

    private static String share(List<Outcome> outcomes, Predicate<Outcome> of, Predicate<Outcome> which) {
        List<Outcome> all = outcomes.stream().filter(of).toList();
        long some = all.stream().filter(which).count();
        return String.format(Locale.ROOT, "%.1f %% of %d", 100.0 * some / all.size(), all.size());
    }

    private Outcome ask(Question question) throws IOException, InterruptedException {
        ObjectNode message = json.createObjectNode().put("userId", "bench-" + UUID.randomUUID());
        message.putObject("message").put("text", question.text());
        JsonNode answer = post("/api/core/messages", ACME, message);
        JsonNode found = post(
                "/api/memory/knowledge/search",
                ACME,
                json.createObjectNode().put("query", question.text()).put("limit", 3));
        List<String> sources = names(answer.get("response").get("sources"));
        boolean askedBack = answer.get("context").path("intent").asString("").equals("clarification-question");
        return new Outcome(
                question,
                names(found.get("results")),
                askedBack ? List.of() : sources,
                askedBack ? sources : List.of());
    }

    private static List<String> names(JsonNode articles) {
        List<String> names = new ArrayList<>();
        articles.forEach(article -> names.add(article.path("url").asString("").replaceAll(".*/", "")));
        return names;
    }

    private void search() throws Exception {
        int articles = (quick ? 4_000 : 100_000) / CHUNKS_PER_ARTICLE;
        long begin = System.nanoTime();
        try (ExecutorService servers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> put = new ArrayList<>();
            for (int i = 0; i < articles; i++) {
                put.add(servers.submit(this::putArticle));
            }
            for (Future<?> each : put) {
                each.get();
            }
        }
        table.row(
                "%,d articles put, %,d chunks".formatted(articles, articles * CHUNKS_PER_ARTICLE),
                String.format(Locale.ROOT, "%.0f s", (System.nanoTime() - begin) / 1e9),
                "");
        searches(500);
        table.row("search among them, over HTTP", Table.millis(searches(quick ? 500 : 3_000)), "p99 ≤ 20 ms");
    }

    private Histogram searches(int count) throws Exception {
        Histogram micros = new ConcurrentHistogram(60_000_000, 3);
        for (int i = 0; i < count; i++) {
            String query = "How do I " + sentence(4) + "?";
            long from = System.nanoTime();
            JsonNode _ = post(
                    "/api/memory/knowledge/search",
                    GLOBEX,
                    json.createObjectNode().put("query", query));
            micros.recordValue((System.nanoTime() - from) / 1_000);
        }
        return micros;
    }

    private @Nullable Void putArticle() throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder();
        for (int chunk = 0; chunk < CHUNKS_PER_ARTICLE; chunk++) {
            body.append("## ")
                    .append(sentence(3))
                    .append("\n\n")
                    .append(sentence(40))
                    .append(".\n\n");
        }
        ObjectNode article =
                json.createObjectNode().put("title", "About the " + sentence(3)).put("body", body.toString());
        send("PUT", "/api/knowledge/articles/" + UUID.randomUUID(), GLOBEX, article);
        return null;
    }

    /// Common words are common, as Zipf says.
    private static String sentence(int length) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            double place = Math.pow(WORDS.size(), ThreadLocalRandom.current().nextDouble());
            words.add(WORDS.get(Math.min(WORDS.size() - 1, (int) place)));
        }
        return String.join(" ", words);
    }

    private static List<String> words() {
        List<String> syllables = List.of(
                "ba", "con", "der", "fil", "gor", "hun", "jam", "kel", "lor", "mis", "nat", "pod", "rin", "sul", "tem",
                "vor", "wex", "zan");
        List<String> words = new ArrayList<>(
                List.of("refund", "parcel", "order", "invoice", "password", "size", "warranty", "card"));
        for (String a : syllables) {
            for (String b : syllables) {
                for (String c : syllables) {
                    words.add(a + b + c);
                }
            }
        }
        return List.copyOf(words);
    }

    private JsonNode post(String path, String key, JsonNode body) throws IOException, InterruptedException {
        return send("POST", path, key, body);
    }

    private JsonNode send(String method, String path, String key, JsonNode body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(installation.http(path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("X-API-Key", key)
                .method(method, HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(path + " answers " + response.statusCode() + ": " + response.body());
        }
        return json.readTree(response.body());
    }

    private static List<Question> read() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(AiBench.class.getResourceAsStream("/ai/questions.tsv")),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(columns -> new Question(
                            columns[0],
                            columns[1],
                            columns[2],
                            columns[3].equals("-") ? List.of() : List.of(columns[3].split("\\|")),
                            columns[4]))
                    .toList();
        }
    }
}
