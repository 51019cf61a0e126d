package dev.switchboard.channel.x;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A webhook of the account activity API, as far as it is read.
///
/// @param forUserId whose account it is; absent in the Omnichannel specification's sample
@JsonNaming(SnakeCaseStrategy.class)
record ActivityWebhook(
        @Nullable String forUserId,
        Map<String, User> users,
        List<Event> directMessageEvents,
        List<Seen> directMessageMarkReadEvents) {
    ActivityWebhook(
            @Nullable String forUserId,
            @Nullable Map<String, User> users,
            @Nullable List<Event> directMessageEvents,
            @Nullable List<Seen> directMessageMarkReadEvents) {
        this.forUserId = forUserId;
        this.users = users == null ? Map.of() : users;
        this.directMessageEvents = orNone(directMessageEvents);
        this.directMessageMarkReadEvents = orNone(directMessageMarkReadEvents);
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record User(@Nullable String name, @Nullable String screenName) {}

    /// @param createdTimestamp milliseconds
    @JsonNaming(SnakeCaseStrategy.class)
    record Event(
            @Nullable String type,
            @Nullable String id,
            @Nullable String createdTimestamp,
            @Nullable Create messageCreate) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Create(@Nullable String senderId, @Nullable Data messageData) {}

    record Data(@Nullable String text, @Nullable Attachment attachment) {}

    record Attachment(@Nullable String type, @Nullable Media media) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Media(@Nullable String mediaUrlHttps, @Nullable String type) {}

    /// @param createdTimestamp milliseconds
    @JsonNaming(SnakeCaseStrategy.class)
    record Seen(@Nullable String createdTimestamp, @Nullable String senderId) {}

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }
}
