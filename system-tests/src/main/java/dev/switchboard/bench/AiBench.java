package dev.switchboard.bench;

import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RateLimits;
import dev.switchboard.suite.RunningSuite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `./switchboard bench ai [--quick]`: asks every question of `ai/questions.tsv` over the demo knowledge base, as a
/// server of the demo tenant, and says how many the AI answered rightly, wrongly, and left to a person; then searches
/// among 100,000 chunks (4,000 with `--quick`). On a suite of its own.
public final class AiBench {
    private static final String ACME = "sk_demo_acme";
    private static final String GLOBEX = "sk_demo_globex";
    private final Server server;
    private final Table table;

    private AiBench(Server server, Table table) {
        this.server = server;
        this.table = table;
    }

    public static void main(String[] arguments) throws Exception {
        boolean quick = Arrays.asList(arguments).contains("--quick");
        Table table = new Table();
        try (RunningSuite suite = Installation.fresh()
                .with(RateLimits.raised("PLATFORM", "NETIA"))
                .up()) {
            new AiBench(new Server(suite.installation(), ACME), table).questions();
            JitCompilers compilers = new JitCompilers(suite.status().processes(), table);
            new KnowledgeSearch(new Server(suite.installation(), GLOBEX), compilers, table).run(quick);
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
        try (ExecutorService servers = Executors.newFixedThreadPool(KnowledgeSearch.AT_ONCE)) {
            List<Future<Outcome>> asked = new ArrayList<>();
            for (Question question : read()) {
                asked.add(servers.submit(() -> ask(question)));
            }
            for (Future<Outcome> outcome : asked) {
                outcomes.add(outcome.get());
            }
        }
        for (String half : List.of("heldout", "strangers", "tuning")) {
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
        ObjectNode message = server.object().put("userId", "bench-" + UUID.randomUUID());
        message.putObject("message").put("text", question.text());
        JsonNode answer = server.send("POST", "/api/core/messages", message);
        JsonNode found = server.send(
                "POST",
                "/api/memory/knowledge/search",
                server.object().put("query", question.text()).put("limit", 3));
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
