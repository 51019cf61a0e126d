package dev.switchboard.memory.knowledge.index;

import java.util.Map;

/// Whose questions are worded like this one, as probabilities that make 1 together.
///
/// @param articles by article
/// @param outside that it is worded like those that no help page answers
record Wording(Map<String, Double> articles, double outside) {
    /// Whether the article names any question.
    boolean knows(String article) {
        return articles.containsKey(article);
    }

    double of(String article) {
        return articles.getOrDefault(article, 0.0);
    }

    /// How far it is ahead of all other articles; 0 where it is not.
    double lead(String article) {
        double other = articles.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(article))
                .mapToDouble(Map.Entry::getValue)
                .max()
                .orElse(0);
        return Math.max(0, of(article) - other);
    }
}
