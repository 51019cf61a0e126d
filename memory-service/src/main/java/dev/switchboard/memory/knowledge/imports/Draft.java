package dev.switchboard.memory.knowledge.imports;

import dev.switchboard.memory.knowledge.ArticleContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An article as it was found, before it is looked at whether it is one.
record Draft(
        String source,
        @Nullable String title,
        String body,
        @Nullable String category,
        @Nullable String url) {
    private static final int TITLE = 200;
    private static final int BODY = 200_000;
    private static final int CATEGORY = 80;
    private static final int URL = 2_000;

    /// Where it has no title it is called by its name.
    Outcome outcome() {
        String text = body.replace("\u0000", "").strip();
        if (text.isEmpty()) {
            return new Outcome.Skipped(source, "has no text");
        }
        if (text.length() > BODY) {
            return new Outcome.Skipped(source, "has more than " + BODY + " characters");
        }
        String named = title == null || title.isBlank() ? nameOf(source) : title;
        return new Outcome.Read(
                source,
                new ArticleContent(
                        cut(named.replaceAll("\\s+", " ").replace("\u0000", "").strip(), TITLE),
                        text,
                        category == null || category.isBlank() ? null : cut(category.strip(), CATEGORY),
                        url != null && url.length() <= URL && url.matches("https?://\\S+") ? url : null,
                        List.of()));
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    private static String nameOf(String source) {
        String file = source.replaceFirst("[/?#]+$", "").replaceFirst("^.*/", "");
        String name = file.replaceFirst("\\.[A-Za-z0-9]{1,8}$", "")
                .replaceAll("[-_]+", " ")
                .strip();
        return name.isEmpty() ? "Untitled" : name;
    }
}
