package dev.switchboard.memory.knowledge;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A chunk that may answer a question.
///
/// @param relevance calibrated, 0 to 1, comparable between questions; see `docs/knowledge-search.md`
public record Finding(
        UUID articleId,
        String title,
        @Nullable String category,
        @Nullable String url,
        String text,
        double relevance) {}
