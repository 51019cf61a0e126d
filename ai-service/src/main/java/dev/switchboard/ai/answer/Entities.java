package dev.switchboard.ai.answer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a message names that can be looked up: order numbers and e-mail addresses, by simple patterns that take linear
/// time.
public record Entities(List<String> orderNumbers, List<String> emails) {
    private static final int MOST = 10;
    private static final int LONGEST = 4_000;
    private static final Pattern EMAIL =
            Pattern.compile("[\\w.+-]{1,64}+@[\\w-]{1,63}+(?:\\.[\\w-]{1,63}+){1,5}+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern ORDER =
            Pattern.compile("(?<![\\w@.+-])#?((?:[A-Z]{1,5}-?)?\\d{4,12}(?:-\\d{1,6})?)(?![\\w@-]|\\.\\d)");

    public static Entities in(String text) {
        String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        return new Entities(find(ORDER, 1, start), find(EMAIL, 0, start));
    }

    public List<String> all() {
        Set<String> all = new LinkedHashSet<>(orderNumbers);
        all.addAll(emails);
        return List.copyOf(all);
    }

    private static List<String> find(Pattern pattern, int group, String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(text);
        while (found.size() < MOST && matcher.find()) {
            found.add(matcher.group(group));
        }
        return List.copyOf(found);
    }
}
