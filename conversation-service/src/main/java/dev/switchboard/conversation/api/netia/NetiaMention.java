package dev.switchboard.conversation.api.netia;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A colleague whom a message names.
@JsonNaming(SnakeCaseStrategy.class)
record NetiaMention(
        String object,
        UUID messageId,
        @Nullable Integer userId,
        @Nullable NetiaUser user,
        Instant createdAt,
        @Nullable Instant seenAt) {}
