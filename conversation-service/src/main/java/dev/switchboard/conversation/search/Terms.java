package dev.switchboard.conversation.search;

import dev.switchboard.common.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an agent typed: words that must all occur, `"a phrase"`, a prefix (`ret*`), and any of them excluded by a
/// minus before it.
///
/// @param kinds of each part: `word`, `phrase` or `prefix`, after `not ` where it is excluded
record Terms(String text, List<String> kinds, List<String> parts) {
    private static final int LONGEST = 200;
    private static final int MOST = 20;
    /// A shorter prefix is that of too many words, except in scripts where a word may be a single sign.
    private static final int SHORTEST_PREFIX = 3;

    private static final Pattern PART = Pattern.compile("(-?)(?:\"([^\"]*)\"?|([^\\s\"]+))");
    private static final Pattern NUMBER = Pattern.compile("#?(\\d{1,18})");

    static Terms of(String text) {
        String typed = text.strip();
        if (typed.isEmpty()) {
            throw Problem.field("q", "can't be blank");
        }
        if (typed.length() > LONGEST) {
            throw Problem.field("q", "should be at most " + LONGEST + " character(s)");
        }
        if (typed.indexOf('\0') >= 0) {
            throw Problem.field("q", "must not contain the character U+0000");
        }
        Terms terms = new Terms(typed, new ArrayList<>(), new ArrayList<>());
        Matcher part = PART.matcher(typed);
        while (part.find()) {
            String not = part.group(1).isEmpty() ? "" : "not ";
            if (part.group(2) != null) {
                terms.add(not + "phrase", part.group(2));
            } else if (part.group(3).endsWith("*")) {
                terms.add(not + "prefix", prefix(part.group(3)));
            } else {
                terms.add(not + "word", part.group(3));
            }
        }
        return terms.checked();
    }

    private void add(String kind, String part) {
        kinds.add(kind);
        parts.add(part);
    }

    private Terms checked() {
        if (parts.size() > MOST) {
            throw Problem.field("q", "should have at most " + MOST + " words");
        }
        if (kinds.stream().allMatch(kind -> kind.startsWith("not "))) {
            throw Problem.field("q", "should name something to find, not only what to leave out");
        }
        return this;
    }

    private static String prefix(String word) {
        String prefix = word.replaceAll("[*'\\\\]", "");
        boolean signs = prefix.codePoints().anyMatch(Character::isIdeographic);
        if (prefix.codePoints().filter(Character::isLetterOrDigit).count() < SHORTEST_PREFIX && !signs) {
            throw Problem.field("q", "needs " + SHORTEST_PREFIX + " letters before a *");
        }
        return prefix;
    }

    /// The ticket number that the whole text may be; 0 where it is none.
    long number() {
        Matcher number = NUMBER.matcher(text);
        return number.matches() ? Long.parseLong(number.group(1)) : 0;
    }
}
