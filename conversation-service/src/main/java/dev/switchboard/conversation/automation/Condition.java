package dev.switchboard.conversation.automation;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One thing that must be so: a field has one of the values, has none of them, or contains one of them; in any case of
/// letters.
public record Condition(Field field, Operator operator, List<String> values) {
    /// The name of nobody in `assignee_id`.
    public static final String NOBODY = "none";

    public enum Field {
        INBOX_ID(s -> List.of(s.conversation().address().inboxId().toString())),
        CHANNEL(s -> List.of(s.conversation().address().channel().name())),
        STATUS(s -> List.of(s.conversation().desk().status().wire())),
        PRIORITY(s -> List.of(s.conversation().desk().priority().wire())),
        TAG(Situation::tags),
        ASSIGNEE_ID(s -> List.of(s.assignee() == null ? NOBODY : s.assignee().toString())),
        TEXT(s -> text(s.text()));

        private final Function<Situation, List<String>> actual;

        Field(Function<Situation, List<String>> actual) {
            this.actual = actual;
        }

        private static List<String> text(@Nullable String text) {
            return text == null ? List.of() : List.of(text);
        }
    }

    public enum Operator {
        IS,
        IS_NOT,
        CONTAINS
    }

    /// What came of it.
    ///
    /// @param actual what the field was; of a text only whether there was one
    public record Verdict(Condition condition, List<String> actual, boolean holds) {}

    Verdict judge(Situation situation) {
        List<String> actual = field.actual.apply(situation);
        List<String> shown = field == Field.TEXT ? actual.stream().map(_ -> "…").toList() : lower(actual);
        return new Verdict(this, shown, holds(lower(actual)));
    }

    private boolean holds(List<String> actual) {
        List<String> wanted = lower(values);
        return switch (operator) {
            case IS -> wanted.stream().anyMatch(actual::contains);
            case IS_NOT -> wanted.stream().noneMatch(actual::contains);
            case CONTAINS -> wanted.stream().anyMatch(value -> actual.stream().anyMatch(a -> a.contains(value)));
        };
    }

    private static List<String> lower(List<String> texts) {
        return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    }
}
