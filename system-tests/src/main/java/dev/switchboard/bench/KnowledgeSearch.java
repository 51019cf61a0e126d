package dev.switchboard.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Searches in an account with many articles of made-up words.
final class KnowledgeSearch {
    static final int AT_ONCE = 8;
    private static final int CHUNKS_PER_ARTICLE = 50;
    private static final int MOST_WARM_UP_ROUNDS = 10;

    private static final List<String> WORDS = words();

    private final Server server;
    private final JitCompilers compilers;
    private final Table table;

    KnowledgeSearch(Server server, JitCompilers compilers, Table table) {
        this.server = server;
        this.compilers = compilers;
        this.table = table;
    }

    /// Among 100,000 chunks, or 4,000 where it has to be quick.
    void run(boolean quick) throws Exception {
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
        table.row("search among them, over HTTP, the first 500", Table.millis(searches(500)), "");
        if (!quick) {
            warmUp();
        }
        table.row("search among them, over HTTP", Table.millis(searches(quick ? 500 : 3_000)), "p99 ≤ 20 ms");
    }

    /// Until the JIT compilers have done what matters.
    private void warmUp() throws Exception {
        for (int round = 0; round < MOST_WARM_UP_ROUNDS; round++) {
            long before = compilers.micros();
            long from = System.nanoTime();
            Histogram _ = searches(1_000);
            if (compilers.rested(before, (System.nanoTime() - from) / 1e9)) {
                return;
            }
        }
    }

    private Histogram searches(int count) throws Exception {
        Histogram micros = new ConcurrentHistogram(60_000_000, 3);
        for (int i = 0; i < count; i++) {
            String query = "How do I " + sentence(4) + "?";
            long from = System.nanoTime();
            JsonNode _ = server.send(
                    "POST", "/api/memory/knowledge/search", server.object().put("query", query));
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
                server.object().put("title", "About the " + sentence(3)).put("body", body.toString());
        server.send("PUT", "/api/knowledge/articles/" + UUID.randomUUID(), article);
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
}
