package dev.switchboard.channel.whatsapp;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.meta.MetaErrors;
import dev.switchboard.common.contract.Attachment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A message as the Graph API takes it, and what it answers.
///
/// @param bizOpaqueCallbackData comes back in every status of the message
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record GraphMessage(
        String messagingProduct,
        String recipientType,
        String to,
        String type,
        @Nullable Text text,
        @Nullable File image,
        @Nullable File audio,
        @Nullable File video,
        @Nullable File document,
        @Nullable Template template,
        String bizOpaqueCallbackData) {
    static GraphMessage of(Outbound message) {
        Attachment file = message.file();
        if (file == null || file.url() == null) {
            return of(message, "text", new Text(message.text()), null, null);
        }
        String type = type(file.contentType());
        String caption = type.equals("audio") || message.text().isBlank() ? null : message.text();
        String name = type.equals("document") ? file.name() : null;
        return of(message, type, null, new File(file.url(), caption, name), null);
    }

    static GraphMessage of(Outbound message, Template template) {
        return of(message, "template", null, null, template);
    }

    private static GraphMessage of(
            Outbound message, String type, @Nullable Text text, @Nullable File file, @Nullable Template template) {
        return new GraphMessage(
                "whatsapp",
                "individual",
                message.recipient(),
                type,
                text,
                type.equals("image") ? file : null,
                type.equals("audio") ? file : null,
                type.equals("video") ? file : null,
                type.equals("document") ? file : null,
                template,
                message.id().toString());
    }

    /// WhatsApp shows few types itself; the rest are documents.
    private static String type(String contentType) {
        return switch (contentType.replaceFirst(";.*", "")) {
            case "image/jpeg", "image/png" -> "image";
            case "audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg" -> "audio";
            case "video/mp4", "video/3gpp" -> "video";
            default -> "document";
        };
    }

    record Text(String body) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record File(
            String link, @Nullable String caption, @Nullable String filename) {}

    record Template(String name, Language language, List<Component> components) {
        static Template of(String name, String language, List<String> values) {
            List<Parameter> parameters =
                    values.stream().map(value -> new Parameter("text", value)).toList();
            return new Template(
                    name,
                    new Language(language),
                    values.isEmpty() ? List.of() : List.of(new Component("body", parameters)));
        }
    }

    record Language(String code) {}

    record Component(String type, List<Parameter> parameters) {}

    record Parameter(String type, String text) {}

    /// That a customer's message has been read.
    @JsonNaming(SnakeCaseStrategy.class)
    record Read(String messagingProduct, String status, String messageId) {
        static Read of(String wamid) {
            return new Read("whatsapp", "read", wamid);
        }
    }

    record Answer(@Nullable List<Taken> messages, MetaErrors.@Nullable Refusal error) {
        @Nullable
        String messageId() {
            return messages == null || messages.isEmpty()
                    ? null
                    : Objects.requireNonNull(messages.getFirst()).id();
        }
    }

    record Taken(@Nullable String id) {}

    record Address(@Nullable String url) {}
}
