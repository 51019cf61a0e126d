package dev.switchboard.memory.knowledge.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.util.BytesRef;

/// Spells a question anew: a word that neither the account's articles nor the lexicon know becomes the nearest one that
/// they know, where one is near enough.
final class Correction {
    private static final int LOOK_ALIKES = 64;
    private static final Comparator<Candidate> NEAREST =
            Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::chunks, Comparator.reverseOrder());

    private final Lexicon lexicon;
    private final Usage usage;

    Correction(Lexicon lexicon, Usage usage) {
        this.lexicon = lexicon;
        this.usage = usage;
    }

    private record Candidate(String word, int distance, int chunks) {}

    /// @param question words as they are written
    String of(List<String> question) throws IOException {
        StringJoiner corrected = new StringJoiner(" ");
        for (String word : question) {
            corrected.add(known(word) ? word : nearest(word));
        }
        return corrected.toString();
    }

    private boolean known(String word) throws IOException {
        String stem = lexicon.text().stem(word);
        return lexicon.isFiller(word) || lexicon.knows(stem) || usage.chunks(stem) > 0;
    }

    /// Short words are rather misspelled fillers, longer ones rather misspelled subjects.
    private String nearest(String word) throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        for (String other : lexicon.wordsLike(word)) {
            boolean first = lexicon.isFiller(other) && word.length() < Spelling.FIRM;
            candidates.add(new Candidate(
                    other,
                    Spelling.distance(word, other),
                    first ? Integer.MAX_VALUE : usage.chunks(lexicon.text().stem(other))));
        }
        for (String other : indexedWordsLike(word)) {
            candidates.add(new Candidate(
                    other,
                    Spelling.distance(word, other),
                    usage.chunks(lexicon.text().stem(other))));
        }
        return candidates.stream().min(NEAREST).map(Candidate::word).orElse(word);
    }

    private List<String> indexedWordsLike(String word) throws IOException {
        int edits = Spelling.edits(word.length());
        Terms terms = MultiTerms.getTerms(usage.reader(), EnglishText.WORDS);
        if (edits == 0 || terms == null || word.length() > Spelling.LONGEST) {
            return List.of();
        }
        FuzzyTermsEnum alike = new FuzzyTermsEnum(terms, new Term(EnglishText.WORDS, word), edits, 0, true);
        List<String> words = new ArrayList<>();
        for (BytesRef next = alike.next(); next != null && words.size() < LOOK_ALIKES; next = alike.next()) {
            String other = next.utf8ToString();
            if (Spelling.distance(word, other) > 0
                    && (word.length() > Spelling.SHORT || Spelling.swapsOrLacksVowel(word, other))
                    && usage.chunks(lexicon.text().stem(other)) > 0) {
                words.add(other);
            }
        }
        return words;
    }
}
