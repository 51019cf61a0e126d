package dev.switchboard.channel.messenger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.meta.MetaErrors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A message as the Send API takes it, and what it answers.
@JsonNaming(SnakeCaseStrategy.class)
record SendMessage(String messagingType, Recipient recipient, Content message) {
    static SendMessage of(Outbound message) {
        Attachment file = message.file() == null || message.file().url() == null
                ? null
                : new Attachment(
                        kind(message.file().contentType()),
                        new Payload(message.file().url(), true));
        return new SendMessage(
                "RESPONSE",
                new Recipient(message.recipient()),
                new Content(
                        file == null ? message.text() : null, file, message.id().toString()));
    }

    private static String kind(String contentType) {
        String kind = contentType.contains("/") ? contentType.substring(0, contentType.indexOf('/')) : "";
        return switch (kind) {
            case "image", "audio", "video" -> kind;
            default -> "file";
        };
    }

    record Recipient(String id) {}

    /// @param metadata comes back in the echo
    @JsonInclude(Include.NON_NULL)
    record Content(@Nullable String text, @Nullable Attachment attachment, String metadata) {}

    record Attachment(String type, Payload payload) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Payload(String url, boolean isReusable) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Answer(@Nullable String messageId, MetaErrors.@Nullable Refusal error) {}
}
