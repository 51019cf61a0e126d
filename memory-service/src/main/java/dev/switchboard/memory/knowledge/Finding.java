package dev.switchboard.memory.knowledge;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A chunk that may answer a question.
///
/// @param language which one it is written in, of those that the search reads: `en`, `de` or `es`
/// @param relevance calibrated, 0 to 1, comparable between questions; see `docs/knowledge-search.md`
public record Finding(
        UUID articleId,
        String title,
        @Nullable String category,
        @Nullable String url,
        String text,
        String language,
        double relevance) {}
