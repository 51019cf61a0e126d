package dev.switchboard.memory.knowledge.index;

import dev.switchboard.memory.knowledge.Article;
import dev.switchboard.memory.knowledge.WebShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// The demo tenant's articles and the questions of `./switchboard bench ai`, as those who run them read them.
final class DemoKnowledge {
    private static final Path ARTICLES = Path.of("../standalone/src/main/resources/demo/articles");
    private static final Path QUESTIONS = Path.of("../system-tests/src/main/resources/ai/questions.tsv");

    private DemoKnowledge() {}

    /// @param expected names of the articles that answer it; empty where none does
    record Question(String language, String half, String kind, List<String> expected, String text) {}

    static void putInto(KnowledgeIndex index, UUID account) {
        try (Stream<Path> files = Files.walk(ARTICLES)) {
            files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> article(account, read(file)))
                    .forEach(article -> index.put(article, WebShop.chunks(article)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        index.refresh();
    }

    static List<Question> questions() {
        return read(QUESTIONS)
                .lines()
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

    private static Article article(UUID account, String text) {
        String[] parts = text.split("---\n", 3);
        Map<String, String> head = new LinkedHashMap<>();
        parts[1].lines().map(line -> line.split(": ", 2)).forEach(pair -> head.put(pair[0], pair[1]));
        return new Article(
                account,
                UUID.fromString(head.get("id")),
                1,
                head.get("title"),
                parts[2],
                head.get("category"),
                head.get("url"),
                Arrays.asList(head.get("asked").split(" \\| ")),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
