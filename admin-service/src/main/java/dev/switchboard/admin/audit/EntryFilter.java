package dev.switchboard.admin.audit;

import dev.switchboard.common.problem.Problem;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// Which entries are looked for; what is absent narrows nothing.
///
/// @param action a whole one, or what one begins with and `*`, as in `user.*`
/// @param from the first moment
/// @param to the first moment that is too late
record EntryFilter(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String thingType,
        @Nullable String thing,
        @Nullable String address,
        @Nullable Instant from,
        @Nullable Instant to) {
    private static final int LONGEST = 200;

    EntryFilter {
        checked("actor", actor);
        checked("action", action);
        checked("thing_type", thingType);
        checked("thing_id", thing);
        checked("address", address);
    }

    /// As a query gives it.
    ///
    /// @throws Problem `INVALID_REQUEST` for a text that is too long or no time
    static EntryFilter of(
            @Nullable String actor,
            @Nullable String action,
            @Nullable String thingType,
            @Nullable String thing,
            @Nullable String address,
            @Nullable String from,
            @Nullable String to) {
        return new EntryFilter(actor, action, thingType, thing, address, instant("from", from), instant("to", to));
    }

    private static @Nullable Instant instant(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return Instant.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw Problem.field(field, "must be a time like 2026-11-20T10:00:00Z");
        }
    }

    /// For `LIKE`: the caller's own `%` and `_` mean themselves.
    @Nullable
    String actionPattern() {
        if (action == null) {
            return null;
        }
        String literal = action.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return literal.endsWith("*") ? literal.substring(0, literal.length() - 1) + "%" : literal;
    }

    private static void checked(String field, @Nullable String value) {
        if (value != null && (value.length() > LONGEST || value.indexOf('\0') >= 0)) {
            throw Problem.field(field, "must be at most " + LONGEST + " characters, none of them NUL");
        }
    }
}
