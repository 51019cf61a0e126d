package dev.switchboard.emulators.whatsapp;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.emulators.EmulatorSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A webhook of the Cloud API.
record CloudPayload(String object, List<Entry> entry) {
    static CloudPayload of(EmulatorSettings.Whatsapp account, Message message, Contact contact) {
        return of(new Value("whatsapp", Metadata.of(account), List.of(contact), List.of(message), null));
    }

    static CloudPayload of(EmulatorSettings.Whatsapp account, Status status) {
        return of(new Value("whatsapp", Metadata.of(account), null, null, List.of(status)));
    }

    private static CloudPayload of(Value value) {
        return new CloudPayload(
                "whatsapp_business_account",
                List.of(new Entry("102290129340398", List.of(new Change("messages", value)))));
    }

    record Entry(String id, List<Change> changes) {}

    record Change(String field, Value value) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Value(
            String messagingProduct,
            Metadata metadata,
            @Nullable List<Contact> contacts,
            @Nullable List<Message> messages,
            @Nullable List<Status> statuses) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Metadata(String displayPhoneNumber, String phoneNumberId) {
        static Metadata of(EmulatorSettings.Whatsapp account) {
            return new Metadata(account.displayPhoneNumber(), account.phoneNumberId());
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Contact(Profile profile, String waId) {}

    record Profile(String name) {}

    /// One of the two, named by `type`.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Message(
            String from,
            String id,
            String timestamp,
            String type,
            @Nullable Text text,
            @Nullable Media image,
            @Nullable Media audio,
            @Nullable Media document) {
        static Message ofText(String from, String id, String timestamp, String text) {
            return new Message(from, id, timestamp, "text", new Text(text), null, null, null);
        }

        static Message ofMedia(String from, String id, String timestamp, Media media) {
            String type = media.mimeType().startsWith("image/")
                    ? "image"
                    : media.mimeType().startsWith("audio/") ? "audio" : "document";
            return new Message(
                    from,
                    id,
                    timestamp,
                    type,
                    null,
                    type.equals("image") ? media : null,
                    type.equals("audio") ? media : null,
                    type.equals("document") ? media : null);
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Media(String id, String mimeType, @Nullable String caption) {}

    record Text(String body) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Status(
            String id,
            String status,
            String timestamp,
            String recipientId,
            @Nullable String bizOpaqueCallbackData,
            @Nullable List<Error> errors) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Error(int code, String title, String message, ErrorData errorData) {}

    record ErrorData(String details) {}
}
