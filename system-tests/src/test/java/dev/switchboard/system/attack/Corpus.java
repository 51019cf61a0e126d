package dev.switchboard.system.attack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The attacks of a file in `resources/attack`, one a line; `\u0000` stands for a character that a line cannot show.
public final class Corpus {
    private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-f]{4})");

    private Corpus() {}

    public static List<String> of(String name) {
        try (InputStream file =
                Objects.requireNonNull(Corpus.class.getResourceAsStream("/attack/" + name + ".txt"), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .map(line -> ESCAPED.matcher(line).replaceAll(Corpus::character))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Several attacks a text, one a line.
    public static List<String> together(String name, int several) {
        List<String> all = of(name);
        return IntStream.iterate(0, from -> from < all.size(), from -> from + several)
                .mapToObj(from -> String.join("\n", all.subList(from, Math.min(all.size(), from + several))))
                .toList();
    }

    private static String character(MatchResult found) {
        return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16)));
    }
}
