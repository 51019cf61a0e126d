package dev.switchboard.memory.knowledge.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/// Spells a question anew: a word that neither the account's articles nor the lexicon know becomes the nearest one that
/// they know, where one is near enough.
final class Correction {
    private static final int LOOK_ALIKES = 64;
    private static final Comparator<Candidate> NEAREST =
            Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::chunks, Comparator.reverseOrder());

    private final Lexicon lexicon;
    private final Usage usage;
    private final Usage questions;

    Correction(Lexicon lexicon, Usage usage, Usage questions) {
        this.lexicon = lexicon;
        this.usage = usage;
        this.questions = questions;
    }

    private int uses(String stem) throws IOException {
        return usage.chunks(stem) + questions.chunks(stem);
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
        return lexicon.isFiller(word) || lexicon.knows(stem) || uses(stem) > 0;
    }

    /// Short words are rather misspelled fillers, longer ones rather misspelled subjects.
    private String nearest(String word) throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        for (String other : lexicon.wordsLike(word)) {
            boolean first = lexicon.isFiller(other) && word.length() < Spelling.FIRM;
            candidates.add(new Candidate(
                    other,
                    Spelling.distance(word, other),
                    first ? Integer.MAX_VALUE : uses(lexicon.text().stem(other))));
        }
        for (String other : indexedWordsLike(word)) {
            candidates.add(new Candidate(
                    other, Spelling.distance(word, other), uses(lexicon.text().stem(other))));
        }
        return candidates.stream().min(NEAREST).map(Candidate::word).orElse(word);
    }

    /// Looks through the indexed words with the same first letter, whose number grows slowly with the articles.
    private List<String> indexedWordsLike(String word) throws IOException {
        int edits = Spelling.edits(word.length());
        Terms terms = MultiTerms.getTerms(usage.reader(), LanguageText.WORDS);
        if (edits == 0 || terms == null || word.length() > Spelling.LONGEST) {
            return List.of();
        }
        BytesRef first = new BytesRef(word.substring(0, word.offsetByCodePoints(0, 1)));
        TermsEnum indexed = terms.iterator();
        List<String> words = new ArrayList<>();
        boolean more = indexed.seekCeil(first) != TermsEnum.SeekStatus.END;
        while (more && StringHelper.startsWith(indexed.term(), first) && words.size() < LOOK_ALIKES) {
            if (Math.abs(indexed.term().length - word.length()) <= edits) {
                String other = indexed.term().utf8ToString();
                if (mayBeMeant(word, other)) {
                    words.add(other);
                }
            }
            more = indexed.next() != null;
        }
        return words;
    }

    private boolean mayBeMeant(String word, String other) throws IOException {
        return Spelling.distance(word, other) > 0
                && (word.length() > Spelling.SHORT || Spelling.swapsOrLacksVowel(word, other))
                && uses(lexicon.text().stem(other)) > 0;
    }
}
