package dev.switchboard.channel.channel;

import java.util.ArrayList;
import java.util.List;

/// Cuts a text that is too long for one message: between paragraphs, else lines, else words, and inside a word only
/// when it leaves no choice.
final class TextParts {
    private TextParts() {}

    static List<String> of(String text, int longest) {
        List<String> parts = new ArrayList<>();
        String rest = text.strip();
        while (rest.length() > longest) {
            int cut = cut(rest, longest);
            parts.add(rest.substring(0, cut).stripTrailing());
            rest = rest.substring(cut).stripLeading();
        }
        parts.add(rest);
        return parts;
    }

    private static int cut(String text, int longest) {
        for (String gap : List.of("\n\n", "\n", " ")) {
            int at = text.lastIndexOf(gap, longest);
            if (at > longest / 2) {
                return at;
            }
        }
        return Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    }
}
