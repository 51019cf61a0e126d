package dev.switchboard.conversation.desk;

import dev.switchboard.common.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Attributes of the business's own: each a text, a number, or true or false.
public record Attributes(Map<String, Object> values) {
    public static final Attributes NONE = new Attributes(Map.of());

    private static final int MOST = 50;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TEXT = 2048;
    private static final double LARGEST_NUMBER = 1e300;

    /// What is to become of some attributes; null takes one away.
    ///
    /// @throws Problem naming `metadata`
    public Attributes merge(Map<String, @Nullable Object> changes) {
        Map<String, Object> next = new LinkedHashMap<>(values);
        changes.forEach((name, value) -> {
            if (value == null) {
                next.remove(name);
            } else {
                next.put(checkedName(name), checked(value));
            }
        });
        if (next.size() > MOST) {
            throw wrong("should have at most " + MOST + " item(s)");
        }
        return new Attributes(Map.copyOf(next));
    }

    private static String checkedName(String name) {
        if (name.isBlank() || bytes(name) > LONGEST_NAME || name.indexOf('\0') >= 0) {
            throw wrong("has a name that is blank or longer than " + LONGEST_NAME + " byte(s)");
        }
        return name;
    }

    private static Object checked(Object value) {
        return switch (value) {
            case Boolean flag -> flag;
            case String text when bytes(text) <= LONGEST_TEXT && text.indexOf('\0') < 0 -> text;
            case String _ -> throw wrong("has a text longer than " + LONGEST_TEXT + " byte(s), or with U+0000");
            case Number number when Math.abs(number.doubleValue()) <= LARGEST_NUMBER -> number;
            default -> throw wrong("holds texts, numbers, true and false only");
        };
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Problem wrong(String what) {
        return Problem.field("metadata", what);
    }
}
