package dev.switchboard.common.audit;

import dev.switchboard.common.contract.AuditRecorded.Change;
import dev.switchboard.common.contract.AuditRecorded.Thing;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What was done to which thing. Neither secrets nor words of a message nor what is known of a customer belong in it.
///
/// @param action a thing's type and a past participle, as in `user.disabled`
public record Act(String action, Thing thing, List<Change> changes) {
    /// As in `Act.of("user.disabled", "user", userId)`.
    public static Act of(String action, String thingType, @Nullable Object thingId) {
        return new Act(action, new Thing(thingType, text(thingId), null), List.of());
    }

    /// The thing's own name, where it is the account's and not a customer's.
    public Act named(@Nullable String name) {
        return new Act(action, new Thing(thing.type(), thing.id(), name), changes);
    }

    /// A field and its values, unless they are the same.
    public Act changed(String field, @Nullable Object before, @Nullable Object after) {
        return Objects.equals(before, after) ? this : with(new Change(field, text(before), text(after)));
    }

    /// A field whose values are not for the log.
    public Act changed(String field) {
        return with(new Change(field, null, null));
    }

    private Act with(Change change) {
        List<Change> more = new ArrayList<>(changes);
        more.add(change);
        return new Act(action, thing, List.copyOf(more));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
