package dev.switchboard.conversation.customer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/// The value of a custom attribute: a text, a number or a yes; a date is a text of its form.
public sealed interface CustomValue {
    record Text(@JsonValue String text) implements CustomValue {}

    record Number(@JsonValue BigDecimal number) implements CustomValue {}

    record Flag(@JsonValue boolean on) implements CustomValue {}

    /// @throws IllegalArgumentException for a list or an object
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static CustomValue of(Object raw) {
        return switch (raw) {
            case String text -> new Text(text);
            case Boolean on -> new Flag(on);
            case java.lang.Number number -> new Number(new BigDecimal(number.toString()));
            default -> throw new IllegalArgumentException("no single value");
        };
    }
}
