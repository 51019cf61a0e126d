package dev.switchboard.conversation.desk;

import dev.switchboard.conversation.tag.TagChange;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the desk wants to note on a conversation; null leaves it.
///
/// @param subject blank for none
/// @param snoozedUntil it sleeps until then, or until its customer writes
/// @param attributes by name; null takes one away
public record Details(
        @Nullable String subject,
        @Nullable Instant snoozedUntil,
        @Nullable Boolean archived,
        @Nullable Map<String, @Nullable Object> attributes,
        @Nullable TagChange tags) {
    public static final Details NONE = new Details(null, null, null, null, null);

    public static Details archived(boolean now) {
        return new Details(null, null, now, null, null);
    }

    public static Details snoozed(Instant until) {
        return new Details(null, until, null, null, null);
    }

    public static Details tagged(TagChange change) {
        return new Details(null, null, null, null, change);
    }

    public boolean isEmpty() {
        return subject == null && snoozedUntil == null && archived == null && attributes == null && tags == null;
    }
}
