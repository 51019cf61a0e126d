package dev.switchboard.channel.whatsapp;

import dev.switchboard.channel.channel.Outbound;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A text message as the Graph API takes it, and what it answers.
///
/// @param bizOpaqueCallbackData comes back in every status of the message
@JsonNaming(SnakeCaseStrategy.class)
record GraphMessage(
        String messagingProduct,
        String recipientType,
        String to,
        String type,
        Text text,
        String bizOpaqueCallbackData) {
    static GraphMessage of(Outbound message) {
        return new GraphMessage(
                "whatsapp",
                "individual",
                message.recipient(),
                "text",
                new Text(message.text()),
                message.id().toString());
    }

    record Text(String body) {}

    record Answer(@Nullable List<Taken> messages, @Nullable Refusal error) {
        @Nullable
        String messageId() {
            return messages == null || messages.isEmpty()
                    ? null
                    : messages.getFirst().id();
        }
    }

    record Taken(@Nullable String id) {}

    record Refusal(int code, @Nullable String message) {}
}
