package dev.switchboard.emulators.whatsapp;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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
        @Nullable File image,
        @Nullable File audio,
        @Nullable File video,
        @Nullable File document,
        @Nullable Template template,
        @Nullable String bizOpaqueCallbackData,
        @Nullable String status,
        @Nullable String messageId) {
    @Nullable
    File file() {
        return Stream.of(image, audio, video, document)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    record Text(@Nullable String body) {}

    record File(
            @Nullable String link,
            @Nullable String caption,
            @Nullable String filename) {}

    record Template(
            @Nullable String name,
            @Nullable Language language,
            @Nullable List<Component> components) {
        List<String> values() {
            return components == null
                    ? List.of()
                    : components.stream()
                            .flatMap(component -> Stream.ofNullable(component.parameters()))
                            .flatMap(List::stream)
                            .map(parameter -> String.valueOf(parameter.text()))
                            .toList();
        }
    }

    record Language(@Nullable String code) {}

    record Component(@Nullable String type, @Nullable List<Parameter> parameters) {}

    record Parameter(@Nullable String type, @Nullable String text) {}
}
