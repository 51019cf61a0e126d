package dev.switchboard.emulators.messenger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A webhook of a page.
record PagePayload(String object, List<Entry> entry) {
    static PagePayload of(String page, long time, Event event) {
        return new PagePayload("page", List.of(new Entry(page, time, List.of(event))));
    }

    record Entry(String id, long time, List<Event> messaging) {}

    @JsonInclude(Include.NON_NULL)
    record Event(
            Party sender,
            Party recipient,
            long timestamp,
            @Nullable Message message,
            @Nullable Delivery delivery,
            @Nullable Read read) {
        static Event of(String sender, String recipient, long timestamp, Message message) {
            return new Event(new Party(sender), new Party(recipient), timestamp, message, null, null);
        }
    }

    record Party(String id) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    record Message(
            String mid,
            @Nullable String text,
            @Nullable List<Attachment> attachments,
            @Nullable Boolean isEcho,
            @Nullable String appId,
            @Nullable String metadata) {}

    record Attachment(String type, Payload payload) {}

    record Payload(String url) {}

    record Delivery(List<String> mids, long watermark) {}

    record Read(long watermark) {}
}
