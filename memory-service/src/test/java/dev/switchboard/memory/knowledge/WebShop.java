package dev.switchboard.memory.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/// The knowledge base of a web shop, and questions of its customers.
public final class WebShop {
    private WebShop() {}

    /// @param expected names of the articles that answer it; empty where none does
    public record Question(String kind, List<String> expected, String text) {}

    public static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    public static List<Article> articles(UUID accountId) {
        return articles(accountId, "articles");
    }

    public static List<Article> articles(UUID accountId, String folder) {
        try (Stream<Path> files = Files.list(resource(folder))) {
            return files.sorted().map(file -> article(accountId, file)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Chunk> chunks(Article article) {
        return Chunker.chunks(article.body(), 600);
    }

    public static List<Question> questions(String file) {
        List<Question> questions = new ArrayList<>();
        for (String line : read(resource(file)).lines().toList()) {
            if (!line.startsWith("#") && !line.isBlank()) {
                String[] columns = line.split("\t");
                questions.add(new Question(
                        columns[0], columns[1].equals("-") ? List.of() : List.of(columns[1].split("\\|")), columns[2]));
            }
        }
        return questions;
    }

    private static Article article(UUID accountId, Path file) {
        String[] parts = read(file).split("\n\n", 2);
        String[] head = parts[0].split("\n");
        String name = file.getFileName().toString().replace(".md", "");
        return new Article(
                accountId,
                id(name),
                1,
                head[0].substring("title: ".length()),
                parts[1],
                head[1].substring("category: ".length()),
                head[2].substring("url: ".length()),
                List.of(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static Path resource(String name) {
        URI uri;
        try {
            uri = Objects.requireNonNull(WebShop.class.getResource("/knowledge/" + name))
                    .toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return Path.of(uri);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
