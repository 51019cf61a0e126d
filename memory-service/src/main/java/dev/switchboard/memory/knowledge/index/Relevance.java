package dev.switchboard.memory.knowledge.index;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.Fields;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// How well a chunk answers a question, from 0 to 1: the weighted share of the question's words that the chunk has,
/// times how prominently it has them (in the title, or heading, or BM25's saturation
/// of their number in the text). A
/// word that no article has counts as not covered, so that a question about something else stays low.
final class Relevance {
    private static final double PLAIN = 0.6;
    private static final double SATURATION = 0.8;
    private static final double HEADING = 0.95;
    private static final double LONE = 0.75;

    private final List<Wanted> question;
    private final double whole;

    Relevance(List<Wanted> question) {
        this.question = question;
        this.whole = question.stream().mapToDouble(Wanted::weight).sum();
    }

    /// @param vectors the chunk's terms, by field
    double of(@Nullable Fields vectors) throws IOException {
        @Nullable TermsEnum title = terms(vectors, ChunkDocument.TITLE);
        @Nullable TermsEnum heading = terms(vectors, ChunkDocument.HEADING);
        @Nullable TermsEnum text = terms(vectors, ChunkDocument.TEXT);
        double covered = 0;
        double prominent = 0;
        int matched = 0;
        boolean named = false;
        for (Wanted word : question) {
            double best = 0;
            double place = 0;
            for (Map.Entry<String, Double> stem : word.stems().entrySet()) {
                double here = place(stem.getKey(), title, heading, text);
                if (here > 0 && stem.getValue() * (PLAIN + here) > best * (PLAIN + place)) {
                    best = stem.getValue();
                    place = here;
                }
            }
            covered += word.weight() * best;
            prominent += word.weight() * best * place;
            matched += best > 0 ? 1 : 0;
            named |= place >= HEADING;
        }
        if (covered == 0) {
            return 0;
        }
        double relevance = covered / whole * (PLAIN + (1 - PLAIN) * prominent / covered);
        return matched == 1 && !named ? relevance * LONE : relevance;
    }

    private static double place(
            String stem, @Nullable TermsEnum title, @Nullable TermsEnum heading, @Nullable TermsEnum text)
            throws IOException {
        BytesRef term = new BytesRef(stem);
        if (title != null && title.seekExact(term)) {
            return 1;
        }
        if (heading != null && heading.seekExact(term)) {
            return HEADING;
        }
        if (text != null && text.seekExact(term)) {
            return text.totalTermFreq() / (text.totalTermFreq() + SATURATION);
        }
        return 0;
    }

    private static @Nullable TermsEnum terms(@Nullable Fields vectors, String field) throws IOException {
        Terms terms = vectors == null ? null : vectors.terms(field);
        return terms == null ? null : terms.iterator();
    }
}
