package dev.switchboard.conversation.tag;

import java.util.Collection;
import java.util.List;

/// What is to become of a conversation's tags, by name. A name that no tag has yet makes one.
///
/// @param replace what is not added goes
public record TagChange(Collection<String> add, Collection<String> remove, boolean replace) {
    public static TagChange adding(Collection<String> names) {
        return new TagChange(names, List.of(), false);
    }

    public static TagChange removing(Collection<String> names) {
        return new TagChange(List.of(), names, false);
    }

    public static TagChange to(Collection<String> names) {
        return new TagChange(names, List.of(), true);
    }
}
