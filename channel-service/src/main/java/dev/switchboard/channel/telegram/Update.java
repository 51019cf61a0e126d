package dev.switchboard.channel.telegram;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// An update of the bot API, as far as it is read.
@JsonNaming(SnakeCaseStrategy.class)
record Update(
        @Nullable Long updateId,
        @Nullable Message message,
        @Nullable Message editedMessage) {
    /// @param date in seconds
    @JsonNaming(SnakeCaseStrategy.class)
    record Message(
            @Nullable Long messageId,
            @Nullable Long messageThreadId,
            @Nullable Boolean isTopicMessage,
            @Nullable User from,
            @Nullable Chat chat,
            @Nullable Long date,
            @Nullable String text,
            @Nullable String caption,
            @Nullable List<File> photo,
            @Nullable File voice,
            @Nullable File audio,
            @Nullable File video,
            @Nullable File document,
            @Nullable Sticker sticker,
            @Nullable Location location,
            @Nullable Contact contact) {
        /// The largest of a photo's sizes.
        @Nullable
        File largestPhoto() {
            return photo == null
                    ? null
                    : photo.stream()
                            .max(Comparator.comparingLong(size -> size.fileSize() == null ? 0 : size.fileSize()))
                            .orElse(null);
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record User(
            @Nullable Long id,
            @Nullable Boolean isBot,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String username) {}

    record Chat(@Nullable Long id, @Nullable String type) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record File(
            @Nullable String fileId,
            @Nullable Long fileSize,
            @Nullable String fileName,
            @Nullable String mimeType) {}

    record Sticker(@Nullable String emoji) {}

    record Location(@Nullable Double latitude, @Nullable Double longitude) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Contact(@Nullable String firstName, @Nullable String phoneNumber) {}
}
