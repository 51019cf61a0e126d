package dev.switchboard.memory.knowledge.imports;

import dev.switchboard.memory.knowledge.ArticleContent;

/// What became of one file or page.
sealed interface Outcome {
    /// Its name, or its address.
    String source();

    /// It reads as an article.
    record Read(String source, ArticleContent content) implements Outcome {}

    /// @param reason in a sentence for whoever sent it
    record Skipped(String source, String reason) implements Outcome {}
}
