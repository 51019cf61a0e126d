package dev.switchboard.conversation.api;

import dev.switchboard.common.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is wrong with a request's fields, all of it at once.
public final class Faults {
    private final Map<String, List<String>> wrong = new LinkedHashMap<>();

    public void wrong(String field, String fault) {
        wrong.computeIfAbsent(field, _ -> new ArrayList<>()).add(fault);
    }

    /// A label of at most `longest` bytes; blank is none.
    public @Nullable String label(String field, @Nullable String text, int longest) {
        if (text == null || text.isBlank()) {
            return null;
        }
        limit(field, text, longest);
        return text.strip();
    }

    /// A text as it was written, which must not be blank.
    public String text(String field, @Nullable String text, int longest) {
        if (text == null || text.isBlank()) {
            wrong(field, "can't be blank");
            return "";
        }
        limit(field, text, longest);
        return text;
    }

    /// One of `allowed`, in whatever case; blank is none.
    public <E> @Nullable E one(String field, @Nullable String text, Map<String, E> allowed) {
        if (text == null || text.isBlank()) {
            return null;
        }
        E found = allowed.get(text.strip().toLowerCase(Locale.ROOT));
        if (found == null) {
            wrong(field, "is not one of " + String.join(", ", allowed.keySet()));
        }
        return found;
    }

    private void limit(String field, String text, int longest) {
        if (text.getBytes(StandardCharsets.UTF_8).length > longest) {
            wrong(field, "should be at most " + longest + " byte(s)");
        }
        if (!isStorable(text)) {
            wrong(field, "has a character that cannot be stored");
        }
    }

    /// PostgreSQL refuses NUL, and half of a surrogate pair has no UTF-8.
    private static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /// @throws Problem naming every field at fault
    public void refuse() {
        if (!wrong.isEmpty()) {
            throw Problem.fields(wrong);
        }
    }
}
