package dev.switchboard.common.contract;

import org.jspecify.annotations.Nullable;

/// A piece of the knowledge base that may answer a question, best first in its list.
///
/// @param category the article's category; without a model it is the intent of what it answers
/// @param language which one it is written in, of those that the search reads: `en`, `de` or `es`
public record Passage(
        Source source,
        String text,
        @Nullable String category,
        @Nullable String language) {}
