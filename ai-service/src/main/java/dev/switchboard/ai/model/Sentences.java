package dev.switchboard.ai.model;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Picks from a passage the run of whole sentences that has most to do with a question, verbatim.
final class Sentences {
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int STEM = 5;

    private Sentences() {}

    /// The passage itself where it is short enough. A single sentence that is too long is given whole all the same.
    static String bestOf(String passage, String question, int longest) {
        if (passage.length() <= longest) {
            return passage.strip();
        }
        Set<String> asked = stems(question);
        List<String> sentences = split(passage);
        int bestFrom = 0;
        int bestTo = 1;
        long bestScore = -1;
        for (int from = 0; from < sentences.size(); from++) {
            long score = 0;
            int length = 0;
            for (int to = from; to < sentences.size(); to++) {
                length += sentences.get(to).length();
                if (length > longest && to > from) {
                    break;
                }
                score += stems(sentences.get(to)).stream()
                        .filter(asked::contains)
                        .count();
                if (score > bestScore) {
                    bestScore = score;
                    bestFrom = from;
                    bestTo = to + 1;
                }
            }
        }
        return String.join("", sentences.subList(bestFrom, bestTo)).strip();
    }

    static List<String> split(String passage) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(passage);
        List<String> sentences = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            sentences.add(passage.substring(start, end));
            start = end;
        }
        return sentences;
    }

    /// First letters stand for the word: enough to tell which of one passage's sentences is meant.
    static Set<String> stems(String text) {
        return Arrays.stream(NO_WORD.split(text.toLowerCase(Locale.ROOT)))
                .filter(word -> word.length() > 2)
                .map(word -> word.substring(0, Math.min(STEM, word.length())))
                .collect(Collectors.toSet());
    }
}
