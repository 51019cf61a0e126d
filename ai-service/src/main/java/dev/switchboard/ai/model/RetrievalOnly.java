package dev.switchboard.ai.model;

import dev.switchboard.common.contract.HandoverRequested.Reason;
import dev.switchboard.common.contract.Passage;
import dev.switchboard.common.contract.Source;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Answers without a model: the best passage in its author's own sentences where it is relevant enough, and a hand-over
/// otherwise. Nothing is written that no author wrote.
@Component
class RetrievalOnly {
    static final String NAME = "retrieval-only";

    private final ModelSettings settings;

    RetrievalOnly(ModelSettings settings) {
        this.settings = settings;
    }

    Considered decide(Asked asked) {
        return Considered.by(NAME, asked.passages(), decide(asked.question(), asked.passages()));
    }

    private Decision decide(String question, List<Passage> passages) {
        if (passages.isEmpty()) {
            return new Decision.HandOver(
                    Reason.NO_EVIDENCE, "No article of the knowledge base has to do with the question.", 0);
        }
        Passage best = passages.getFirst();
        double relevance = best.source().relevance();
        if (relevance < settings.threshold()) {
            Reason reason = relevance < settings.evidence() ? Reason.NO_EVIDENCE : Reason.LOW_CONFIDENCE;
            return new Decision.HandOver(reason, tooLow(best.source()), relevance);
        }
        String text = Sentences.bestOf(best.text(), question, settings.longest());
        return new Decision.Reply(text, List.of(best.source()), intent(best.category()), relevance);
    }

    private String tooLow(Source nearest) {
        return String.format(
                Locale.ROOT,
                "The nearest article is \u201c%s\u201d with a relevance of %.2f; an answer needs %.2f.",
                nearest.title(),
                nearest.relevance(),
                settings.threshold());
    }

    static @Nullable String intent(@Nullable String category) {
        return category == null
                ? null
                : category.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
    }
}
