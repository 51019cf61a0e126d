package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.conversation.Cursor;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A list's query string. What is empty was not asked for; what cannot be read is named.
record NetiaQuery(Map<String, String> parameters) {
    @Nullable
    String text(String name) {
        String text = parameters.get(name);
        return text == null || text.isEmpty() ? null : text;
    }

    @Nullable
    UUID id(String name) {
        String text = text(name);
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.field(name, "is invalid");
        }
    }

    UUID requiredId(String name) {
        UUID id = id(name);
        if (id == null) {
            throw Problem.field(name, "can't be blank");
        }
        return id;
    }

    @Nullable
    Boolean flag(String name) {
        String text = text(name);
        return text == null
                ? null
                : switch (text.toLowerCase(Locale.ROOT)) {
                    case "true", "1" -> true;
                    case "false", "0" -> false;
                    default -> throw Problem.field(name, "is invalid");
                };
    }

    /// Too many are as many as there may be.
    int limit(int usual, int most) {
        String text = text("limit");
        try {
            return text == null ? usual : Math.clamp(Long.parseLong(text), 1, most);
        } catch (NumberFormatException e) {
            throw Problem.field("limit", "is invalid");
        }
    }

    @Nullable
    Cursor cursor(String name) {
        String text = text(name);
        return text == null
                ? null
                : Cursor.parse(text).orElseThrow(() -> Problem.field(name, "is no cursor of this list"));
    }
}
