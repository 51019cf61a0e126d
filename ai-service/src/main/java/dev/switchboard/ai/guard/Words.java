package dev.switchboard.ai.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The words of a text, in lower case: letters and digits, with apostrophes left out (`don't` is `dont`). Made in one
/// pass over at most `LONGEST` characters, so that no text takes long.
public final class Words {
    private static final int LONGEST = 4_000;

    private Words() {}

    public static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int length = Math.min(text.length(), LONGEST);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                word.append(c);
            } else if (c != '\'' && c != '’') {
                end(word, words);
            }
        }
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString().toLowerCase(Locale.ROOT));
            word.setLength(0);
        }
    }
}
