package dev.switchboard.emulators.whatsapp;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// What a business posts to `/{phone_number_id}/messages`: a message, or that it has read one.
@JsonNaming(SnakeCaseStrategy.class)
record GraphMessage(
        @Nullable String messagingProduct,
        @Nullable String recipientType,
        @Nullable String to,
        @Nullable String type,
        @Nullable Text text,
        @Nullable String bizOpaqueCallbackData,
        @Nullable String status,
        @Nullable String messageId) {
    record Text(@Nullable String body) {}
}
