package dev.switchboard.conversation.transfer;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.customer.Customer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the fields of a line, and gathers what is wrong with them.
final class Fields {
    static final int LONGEST_ID = 500;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private final Map<String, List<String>> wrong = new LinkedHashMap<>();
    private final Instant now;

    Fields(Instant now) {
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    /// Empty where it is wrong.
    String required(String field, @Nullable String text, int longest) {
        String given = optional(field, text, longest);
        if (given == null) {
            wrong(field, "can't be blank");
        }
        return given == null ? "" : given;
    }

    @Nullable
    String optional(String field, @Nullable String text, int longest) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > longest) {
            wrong(field, "should be at most " + longest + " byte(s)");
        }
        if (text.indexOf('\0') >= 0) {
            wrong(field, "must not contain the character U+0000");
        }
        return text;
    }

    @Nullable
    String address(String field, @Nullable String text, int longest) {
        String given = optional(field, text, longest);
        if (given != null && !Customer.isAddress(given)) {
            wrong(field, "has invalid format");
        }
        return given;
    }

    /// Now, where nothing is said.
    Instant time(String field, @Nullable String text) {
        Instant time = timeOrNull(field, text);
        return time == null ? now : time;
    }

    @Nullable
    Instant timeOrNull(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
            if (time.isBefore(EARLIEST) || time.isAfter(now)) {
                wrong(field, "should lie between 2000 and now");
            }
            return time;
        } catch (DateTimeException e) {
            wrong(field, "should be a time as 2026-01-31T08:00:00Z");
            return null;
        }
    }

    <E extends Enum<E>> E constant(String field, @Nullable String text, E usual) {
        if (text == null || text.isBlank()) {
            return usual;
        }
        try {
            return Enum.valueOf(usual.getDeclaringClass(), text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            wrong(field, "is invalid");
            return usual;
        }
    }

    void wrong(String field, String fault) {
        wrong.computeIfAbsent(field, _ -> new ArrayList<>()).add(fault);
    }

    /// @throws Problem naming every field at fault
    void refuse() {
        if (!wrong.isEmpty()) {
            throw Problem.fields(wrong);
        }
    }
}
