package dev.switchboard.conversation.customer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The definition of an attribute that an account's customers may have.
///
/// @param options what a `LIST` may hold, one of them; empty for other types
public record CustomAttribute(
        UUID accountId, String key, String label, Type type, List<String> options, Instant createdAt) {
    public static final int LONGEST_TEXT = 500;
    private static final int MOST_DIGITS = 30;

    public enum Type {
        TEXT,
        NUMBER,
        BOOLEAN,
        DATE,
        LIST;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What is wrong with a value under this definition; null where nothing is.
    @Nullable
    String faultOf(CustomValue value) {
        return switch (type) {
            case TEXT -> value instanceof CustomValue.Text text ? faultOfText(text.text()) : "should be a text";
            case NUMBER ->
                value instanceof CustomValue.Number number
                                && number.number().precision() <= MOST_DIGITS
                                && Math.abs(number.number().scale()) <= MOST_DIGITS
                        ? null
                        : "should be a number of at most " + MOST_DIGITS + " digits";
            case BOOLEAN -> value instanceof CustomValue.Flag ? null : "should be true or false";
            case DATE -> value instanceof CustomValue.Text text && isDate(text.text()) ? null : "should be YYYY-MM-DD";
            case LIST ->
                value instanceof CustomValue.Text text && options.contains(text.text())
                        ? null
                        : "should be one of " + String.join(", ", options);
        };
    }

    private static @Nullable String faultOfText(String text) {
        if (text.indexOf('\0') >= 0) {
            return "must not contain the character U+0000";
        }
        return text.getBytes(StandardCharsets.UTF_8).length > LONGEST_TEXT
                ? "should be at most " + LONGEST_TEXT + " byte(s)"
                : null;
    }

    private static boolean isDate(String text) {
        try {
            return text.length() == 10 && LocalDate.parse(text).toString().equals(text);
        } catch (DateTimeParseException _) {
            return false;
        }
    }
}
