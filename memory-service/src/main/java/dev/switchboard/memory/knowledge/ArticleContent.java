package dev.switchboard.memory.knowledge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an author writes. `body` is Markdown, `asked` are questions that it answers.
public record ArticleContent(
        String title,
        String body,
        @Nullable String category,
        @Nullable String url,
        List<String> asked) {}
