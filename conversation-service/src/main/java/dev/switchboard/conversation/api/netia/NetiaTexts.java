package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is wrong with a request's fields, all of it at once.
final class NetiaTexts {
    private final Map<String, List<String>> wrong = new LinkedHashMap<>();

    void wrong(String field, String fault) {
        wrong.computeIfAbsent(field, _ -> new ArrayList<>()).add(fault);
    }

    /// A label of at most `longest` bytes; blank is none.
    @Nullable
    String label(String field, @Nullable String text, int longest) {
        if (text == null || text.isBlank()) {
            return null;
        }
        limit(field, text, longest);
        return text.strip();
    }

    void limit(String field, String text, int longest) {
        if (text.getBytes(StandardCharsets.UTF_8).length > longest) {
            wrong(field, "should be at most " + longest + " byte(s)");
        }
        if (text.indexOf('\0') >= 0) {
            wrong(field, "must not contain the character U+0000");
        }
    }

    /// @throws Problem naming every field at fault
    void refuse() {
        if (!wrong.isEmpty()) {
            throw Problem.fields(wrong);
        }
    }
}
