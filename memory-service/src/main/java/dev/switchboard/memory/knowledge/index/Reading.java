package dev.switchboard.memory.knowledge.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads a question for one account: its words with their weights and what may stand for them. A question is only ever
/// data; no query language is parsed.
final class Reading {
    /// Words of a question beyond these many are left out.
    private static final int WORDS = 64;

    private static final int SUBJECTS = 24;

    private final Lexicon lexicon;
    private final Usage usage;

    Reading(Lexicon lexicon, Usage usage) {
        this.lexicon = lexicon;
        this.usage = usage;
    }

    /// The question as it is spelled right.
    String corrected(String question, Usage questions) throws IOException {
        return usage.isEmpty() ? question : new Correction(lexicon, usage, questions).of(words(question));
    }

    private List<String> words(String question) {
        return lexicon.text().everyWord(question).stream().limit(WORDS).toList();
    }

    /// @param question as it is spelled right; a slip of the pen makes nothing less sure
    List<Wanted> read(String question) throws IOException {
        if (usage.isEmpty()) {
            return List.of();
        }
        List<Wanted> wanted = new ArrayList<>();
        for (String word : subjects(question).stream().limit(SUBJECTS).toList()) {
            if (isSubject(word)) {
                wanted.add(wanted(word));
            }
        }
        return wanted;
    }

    /// A number says nothing of a subject, and a code such as an order's is one only where an article has it.
    private boolean isSubject(String word) throws IOException {
        boolean code = word.chars().anyMatch(Character::isDigit);
        return word.length() > 1
                && word.chars().anyMatch(Character::isLetter)
                && (!code || usage.chunks(lexicon.text().stem(word)) > 0);
    }

    private Set<String> subjects(String question) {
        return new LinkedHashSet<>(lexicon.text().words(lexicon.canonical(question)));
    }

    private Wanted wanted(String word) throws IOException {
        Map<String, Double> stems = new HashMap<>();
        String stem = lexicon.text().stem(word);
        int most = usage.chunks(stem);
        if (most > 0) {
            stems.put(stem, 1.0);
        }
        for (var related : lexicon.related(stem).entrySet()) {
            int chunks = usage.chunks(related.getKey());
            if (chunks > 0) {
                stems.put(related.getKey(), related.getValue());
                most = Math.max(most, chunks);
            }
        }
        return new Wanted(usage.weight(most), stems);
    }
}
