package dev.switchboard.emulators.x;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A webhook of the account activity API.
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
record Activity(
        String forUserId,
        @Nullable Map<String, User> users,
        @Nullable List<Event> directMessageEvents,
        @Nullable List<Seen> directMessageMarkReadEvents) {
    static Activity message(String forUser, String from, String to, String id, String text, String name) {
        return new Activity(
                forUser,
                Map.of(from, new User(from, name, "user" + from)),
                List.of(new Event(
                        "message_create",
                        id,
                        Long.toString(System.currentTimeMillis()),
                        new Create(new Target(to), from, new Data(text)))),
                null);
    }

    static Activity read(String forUser, String by) {
        return new Activity(
                forUser,
                null,
                null,
                List.of(new Seen(Long.toString(System.currentTimeMillis()), by, new Target(forUser))));
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record User(String id, String name, String screenName) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Event(String type, String id, String createdTimestamp, Create messageCreate) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Create(Target target, String senderId, Data messageData) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Target(String recipientId) {}

    record Data(String text) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Seen(String createdTimestamp, String senderId, Target target) {}
}
