package dev.switchboard.conversation.api.netia;

import dev.switchboard.conversation.tag.Tag;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A tag in Netia's shape.
@JsonNaming(SnakeCaseStrategy.class)
record NetiaTag(
        UUID id,
        String object,
        String name,
        @Nullable String description,
        @Nullable String color,
        UUID accountId,
        @Nullable Integer creatorId,
        Instant createdAt,
        Instant updatedAt) {
    static NetiaTag of(Tag tag) {
        return new NetiaTag(
                tag.id(),
                "tag",
                tag.name(),
                tag.description(),
                tag.color(),
                tag.accountId(),
                tag.creatorNumber(),
                tag.createdAt(),
                tag.updatedAt());
    }
}
