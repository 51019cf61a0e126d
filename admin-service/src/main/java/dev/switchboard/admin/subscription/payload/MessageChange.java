package dev.switchboard.admin.subscription.payload;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// What has changed of a message: only that is there.
///
/// @param isPrivate true for a note
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record MessageChange(
        UUID id,
        String object,
        UUID conversationId,
        UUID accountId,
        String updatedAt,
        long version,
        @JsonProperty("private") @Nullable Boolean isPrivate,
        @Nullable String body,
        @Nullable Boolean deleted,
        @Nullable String transcript,
        @Nullable String deliveryStatus,
        @Nullable String deliveryReason) {}
