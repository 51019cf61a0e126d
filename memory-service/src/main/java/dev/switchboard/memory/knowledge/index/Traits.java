package dev.switchboard.memory.knowledge.index;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a question's wording is made of: its stems, the stems that may stand for them, and which stem follows which.
/// Numbers are no part of it.
final class Traits {
    private static final double NEAR = 0.5;
    private static final double PAIR = 0.5;
    /// Stems beyond these many are left out.
    private static final int STEMS = 32;

    private Traits() {}

    /// Each with how much it says, above 0 to 1.
    static Map<String, Double> of(Lexicon lexicon, String question) {
        Map<String, Double> traits = new LinkedHashMap<>();
        List<String> stems = lexicon.text().asked(question).stream()
                .filter(stem -> stem.chars().anyMatch(Character::isLetter))
                .limit(STEMS)
                .toList();
        String before = "^";
        for (String stem : stems) {
            traits.put(stem, 1.0);
            traits.merge("~" + stem, NEAR, Math::max);
            lexicon.related(stem).forEach((other, strength) -> traits.merge("~" + other, NEAR * strength, Math::max));
            traits.put(before + "_" + stem, PAIR);
            before = stem;
        }
        traits.put(before + "_$", PAIR);
        return traits;
    }
}
