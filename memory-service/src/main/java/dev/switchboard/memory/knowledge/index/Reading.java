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
    private static final double CORRECTED = 0.9;

    private final Lexicon lexicon;
    private final Usage usage;

    Reading(Lexicon lexicon, Usage usage) {
        this.lexicon = lexicon;
        this.usage = usage;
    }

    List<Wanted> read(String question) throws IOException {
        if (usage.isEmpty()) {
            return List.of();
        }
        List<String> written = lexicon.text().everyWord(question);
        String corrected =
                new Correction(lexicon, usage).of(written.stream().limit(WORDS).toList());
        Set<String> words = new LinkedHashSet<>(lexicon.text().words(corrected));
        Set<String> asWritten = new LinkedHashSet<>(lexicon.text().words(question));
        List<Wanted> wanted = new ArrayList<>();
        for (String word : words.stream().limit(SUBJECTS).toList()) {
            boolean number = word.chars().anyMatch(Character::isDigit);
            if (word.length() > 1 && (!number || usage.chunks(lexicon.text().stem(word)) > 0)) {
                wanted.add(wanted(word, asWritten.contains(word) ? 1 : CORRECTED));
            }
        }
        return wanted;
    }

    private Wanted wanted(String word, double sure) throws IOException {
        Map<String, Double> stems = new HashMap<>();
        String stem = lexicon.text().stem(word);
        int most = usage.chunks(stem);
        if (most > 0) {
            stems.put(stem, sure);
        }
        for (var related : lexicon.related(stem).entrySet()) {
            int chunks = usage.chunks(related.getKey());
            if (chunks > 0) {
                stems.put(related.getKey(), sure * related.getValue());
                most = Math.max(most, chunks);
            }
        }
        return new Wanted(usage.weight(most), stems);
    }
}
