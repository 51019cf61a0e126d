package dev.switchboard.memory.knowledge.index;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// Takes compound words apart into the parts that the lexicon names, a linking letter between them left out. A word is
/// taken apart wholly or not at all.
final class Compounds {
    private static final int SHORTEST = 7;
    private static final int LONGEST = 40;
    private static final int PART = 3;
    private static final List<String> LINKS = List.of("", "s", "es", "n", "en", "e");

    private final Set<String> parts = new HashSet<>();

    void add(List<String> words) {
        parts.addAll(words);
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /// The word itself where it is none.
    List<String> split(String word) {
        if (word.length() < SHORTEST || word.length() > LONGEST || parts.contains(word)) {
            return List.of(word);
        }
        List<String> split = from(word, 0);
        return split.isEmpty() ? List.of(word) : split;
    }

    /// The longest first part that leaves a rest of parts; empty where there is none.
    private List<String> from(String word, int start) {
        for (int end = word.length(); end >= start + PART; end--) {
            String part = word.substring(start, end);
            if (parts.contains(part)) {
                if (end == word.length()) {
                    return List.of(part);
                }
                for (String link : LINKS) {
                    if (word.startsWith(link, end)) {
                        List<String> rest = from(word, end + link.length());
                        if (!rest.isEmpty()) {
                            return Stream.concat(Stream.of(part), rest.stream()).toList();
                        }
                    }
                }
            }
        }
        return List.of();
    }

    TokenStream filter(TokenStream words) {
        return new Filter(words, this);
    }

    private static final class Filter extends TokenFilter {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final Compounds compounds;
        private final Deque<String> waiting = new ArrayDeque<>();

        Filter(TokenStream words, Compounds compounds) {
            super(words);
            this.compounds = compounds;
        }

        @Override
        public boolean incrementToken() throws IOException {
            if (waiting.isEmpty()) {
                if (!input.incrementToken()) {
                    return false;
                }
                waiting.addAll(compounds.split(term.toString()));
            }
            term.setEmpty().append(waiting.removeFirst());
            return true;
        }

        @Override
        public void reset() throws IOException {
            super.reset();
            waiting.clear();
        }
    }
}
