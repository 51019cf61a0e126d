package dev.switchboard.conversation.api.netia;

import dev.switchboard.conversation.canned.CannedResponse;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A canned response in Netia's shape; its `name` is its shortcut.
@JsonNaming(SnakeCaseStrategy.class)
record NetiaCannedResponse(
        UUID id,
        String object,
        String name,
        String shortcut,
        String content,
        UUID accountId,
        @Nullable Integer creatorId,
        Instant createdAt,
        Instant updatedAt) {
    static NetiaCannedResponse of(CannedResponse response) {
        return new NetiaCannedResponse(
                response.id(),
                "canned_response",
                response.shortcut(),
                response.shortcut(),
                response.content(),
                response.accountId(),
                response.creatorNumber(),
                response.createdAt(),
                response.updatedAt());
    }
}
