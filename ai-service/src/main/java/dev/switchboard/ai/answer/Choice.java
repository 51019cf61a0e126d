package dev.switchboard.ai.answer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a customer says to a numbered list, where the message says nothing else: one of its entries, or none.
///
/// @param place counted from 1; 0 is none of them
record Choice(int place) {
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int LONGEST = 6;
    private static final Map<String, Integer> PLACES = Map.ofEntries(
            Map.entry("1", 1),
            Map.entry("first", 1),
            Map.entry("1st", 1),
            Map.entry("erste", 1),
            Map.entry("ersten", 1),
            Map.entry("erstes", 1),
            Map.entry("eins", 1),
            Map.entry("primera", 1),
            Map.entry("primero", 1),
            Map.entry("uno", 1),
            Map.entry("2", 2),
            Map.entry("second", 2),
            Map.entry("2nd", 2),
            Map.entry("two", 2),
            Map.entry("zweite", 2),
            Map.entry("zweiten", 2),
            Map.entry("zweites", 2),
            Map.entry("zwei", 2),
            Map.entry("segunda", 2),
            Map.entry("segundo", 2),
            Map.entry("dos", 2),
            Map.entry("3", 3),
            Map.entry("third", 3),
            Map.entry("3rd", 3),
            Map.entry("three", 3),
            Map.entry("dritte", 3),
            Map.entry("dritten", 3),
            Map.entry("drittes", 3),
            Map.entry("drei", 3),
            Map.entry("tercera", 3),
            Map.entry("tercero", 3),
            Map.entry("tres", 3));
    private static final Set<String> NONE =
            Set.of("no", "none", "neither", "nope", "nein", "keine", "keines", "keins", "ninguna", "ninguno");
    /// Without a place they mean the nearest.
    private static final Set<String> YES = Set.of("yes", "yep", "yeah", "one", "ja", "genau", "sí", "si");
    private static final Set<String> FILL = Set.of(
            "the", "number", "option", "it", "is", "that", "this", "these", "of", "them", "please", "das", "die", "der",
            "nummer", "davon", "bitte", "la", "el", "número", "opción", "de", "ellas", "por", "favor", "esa", "eso");

    static Optional<Choice> in(String text) {
        List<String> words = Arrays.stream(NO_WORD.split(text.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty())
                .limit(LONGEST + 1L)
                .toList();
        List<Integer> places = words.stream()
                .filter(PLACES::containsKey)
                .map(PLACES::get)
                .distinct()
                .toList();
        boolean none = words.stream().anyMatch(NONE::contains);
        boolean yes = words.stream().anyMatch(YES::contains);
        boolean somethingElse = words.size() > LONGEST
                || !words.stream()
                        .allMatch(word -> PLACES.containsKey(word)
                                || NONE.contains(word)
                                || YES.contains(word)
                                || FILL.contains(word));
        if (somethingElse || places.size() > 1 || none && !places.isEmpty()) {
            return Optional.empty();
        }
        if (!places.isEmpty()) {
            return Optional.of(new Choice(places.getFirst()));
        }
        return none ? Optional.of(new Choice(0)) : yes ? Optional.of(new Choice(1)) : Optional.empty();
    }
}
