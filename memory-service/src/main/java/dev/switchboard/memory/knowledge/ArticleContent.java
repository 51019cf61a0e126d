package dev.switchboard.memory.knowledge;

import org.jspecify.annotations.Nullable;

/// What an author writes. `body` is Markdown.
public record ArticleContent(
        String title,
        String body,
        @Nullable String category,
        @Nullable String url) {}
