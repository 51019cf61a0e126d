package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.problem.Problem;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Tags to put on a conversation: one by id, or some by name.
@JsonNaming(SnakeCaseStrategy.class)
record NetiaTaggingRequest(@Nullable UUID tagId, @Nullable List<@Nullable String> tags) {
    List<String> names() {
        if (tags == null || tags.isEmpty()) {
            throw Problem.field("tag_id", "can't be blank");
        }
        return names(tags);
    }

    static List<String> names(List<@Nullable String> tags) {
        if (tags.stream().anyMatch(Objects::isNull)) {
            throw Problem.field("tags", "is invalid");
        }
        return tags.stream().map(Objects::requireNonNull).toList();
    }
}
