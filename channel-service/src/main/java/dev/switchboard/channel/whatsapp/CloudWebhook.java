package dev.switchboard.channel.whatsapp;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A webhook of WhatsApp's Cloud API, as far as it is read. Meta adds fields and types without notice.
record CloudWebhook(List<Entry> entry) {
    CloudWebhook(@Nullable List<Entry> entry) {
        this.entry = orNone(entry);
    }

    /// What there is about messages.
    List<Value> values() {
        return entry.stream()
                .flatMap(e -> e.changes().stream())
                .filter(change -> change.field() == null || change.field().equals("messages"))
                .flatMap(change -> Stream.ofNullable(change.value()))
                .toList();
    }

    record Entry(List<Change> changes) {
        Entry(@Nullable List<Change> changes) {
            this.changes = orNone(changes);
        }
    }

    record Change(@Nullable String field, @Nullable Value value) {}

    record Value(@Nullable Metadata metadata, List<Contact> contacts, List<Message> messages, List<Status> statuses) {
        Value(
                @Nullable Metadata metadata,
                @Nullable List<Contact> contacts,
                @Nullable List<Message> messages,
                @Nullable List<Status> statuses) {
            this.metadata = metadata;
            this.contacts = orNone(contacts);
            this.messages = orNone(messages);
            this.statuses = orNone(statuses);
        }

        @Nullable
        String phoneNumberId() {
            return metadata == null ? null : metadata.phoneNumberId();
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Metadata(@Nullable String phoneNumberId) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Contact(@Nullable String waId, @Nullable ContactProfile profile) {}

    record ContactProfile(@Nullable String name) {}

    record Message(
            @Nullable String from,
            @Nullable String id,
            @Nullable String timestamp,
            @Nullable String type,
            @Nullable Text text,
            @Nullable Media image,
            @Nullable Media audio,
            @Nullable Media video,
            @Nullable Media document,
            @Nullable Media sticker,
            @Nullable Location location,
            @Nullable List<Card> contacts,
            @Nullable Interactive interactive,
            @Nullable Button button,
            @Nullable Reaction reaction,
            @Nullable Text system,
            @Nullable Context context) {
        @Nullable
        Media media() {
            return Stream.of(image, audio, video, document, sticker)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
    }

    record Text(@Nullable String body) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Media(
            @Nullable String id,
            @Nullable String mimeType,
            @Nullable String caption,
            @Nullable String filename) {}

    record Location(
            @Nullable Double latitude,
            @Nullable Double longitude,
            @Nullable String name,
            @Nullable String address) {}

    record Card(@Nullable CardName name) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record CardName(@Nullable String formattedName) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Interactive(
            @Nullable Choice buttonReply, @Nullable Choice listReply) {
        @Nullable
        String title() {
            Choice choice = buttonReply == null ? listReply : buttonReply;
            return choice == null ? null : choice.title();
        }
    }

    record Choice(@Nullable String title) {}

    record Button(@Nullable String text) {}

    record Reaction(@Nullable String emoji) {}

    record Context(@Nullable String id) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Status(
            @Nullable String id,
            @Nullable String status,
            @Nullable String bizOpaqueCallbackData,
            List<Trouble> errors) {
        Status(
                @Nullable String id,
                @Nullable String status,
                @Nullable String bizOpaqueCallbackData,
                @Nullable List<Trouble> errors) {
            this.id = id;
            this.status = status;
            this.bizOpaqueCallbackData = bizOpaqueCallbackData;
            this.errors = orNone(errors);
        }
    }

    record Trouble(
            int code, @Nullable String title, @Nullable String message) {
        @Nullable
        String words() {
            return title == null ? message : title;
        }
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }
}
