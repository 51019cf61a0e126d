package dev.switchboard.conversation.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What pages and the desk know of a customer beside its profile.
///
/// @param metadata what the business's page says, flat
/// @param attributes typed values under the account's definitions
/// @param tags in alphabetical order
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Details(
        @Nullable Visit visit, Map<String, String> metadata, Map<String, CustomValue> attributes, List<String> tags) {
    public static final Details NONE = new Details(null, Map.of(), Map.of(), List.of());

    public Details {
        metadata = Map.copyOf(Objects.requireNonNullElse(metadata, Map.of()));
        attributes = Map.copyOf(Objects.requireNonNullElse(attributes, Map.of()));
        tags = List.copyOf(Objects.requireNonNullElse(tags, List.of()));
    }

    public Visit visitOrNone() {
        return visit == null ? Visit.NONE : visit;
    }

    public Details visited(Visit next) {
        return new Details(visitOrNone().then(next), metadata, attributes, tags);
    }

    public Details metadata(Map<String, String> next) {
        return new Details(visit, next, attributes, tags);
    }

    /// @param changes a null value takes the attribute away
    public Details attributes(Map<String, @Nullable CustomValue> changes) {
        Map<String, CustomValue> next = new HashMap<>(attributes);
        changes.forEach((key, value) -> {
            if (value == null) {
                next.remove(key);
            } else {
                next.put(key, value);
            }
        });
        return new Details(visit, metadata, next, tags);
    }

    public Details tags(List<String> next) {
        return new Details(
                visit, metadata, attributes, next.stream().distinct().sorted().toList());
    }

    /// Whether more than the visit differs.
    boolean differsFrom(Details other) {
        return !metadata.equals(other.metadata) || !attributes.equals(other.attributes) || !tags.equals(other.tags);
    }
}
