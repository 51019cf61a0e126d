package dev.switchboard.channel.messenger;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A webhook of a page, as far as it is read.
record PageWebhook(List<Entry> entry) {
    PageWebhook(@Nullable List<Entry> entry) {
        this.entry = orNone(entry);
    }

    record Entry(@Nullable String id, List<Event> messaging) {
        Entry(@Nullable String id, @Nullable List<Event> messaging) {
            this.id = id;
            this.messaging = orNone(messaging);
        }

        /// @return null where the entry names no page, as in the Omnichannel specification's sample
        @Nullable
        String page() {
            return id;
        }
    }

    record Event(
            @Nullable Party sender,
            @Nullable Party recipient,
            @Nullable Long timestamp,
            @Nullable Message message,
            @Nullable Postback postback,
            @Nullable Delivery delivery,
            @Nullable Read read) {}

    record Party(@Nullable String id) {}

    /// @param metadata ours, in an echo of our own message
    @JsonNaming(SnakeCaseStrategy.class)
    record Message(
            @Nullable String mid,
            @Nullable String text,
            List<File> attachments,
            @Nullable Boolean isEcho,
            @Nullable String metadata,
            @Nullable Reply replyTo) {
        Message(
                @Nullable String mid,
                @Nullable String text,
                @Nullable List<File> attachments,
                @Nullable Boolean isEcho,
                @Nullable String metadata,
                @Nullable Reply replyTo) {
            this.mid = mid;
            this.text = text;
            this.attachments = orNone(attachments);
            this.isEcho = isEcho;
            this.metadata = metadata;
            this.replyTo = replyTo;
        }

        boolean echoes() {
            return Boolean.TRUE.equals(isEcho);
        }
    }

    record Reply(@Nullable String mid) {}

    record File(@Nullable String type, @Nullable Payload payload) {}

    record Payload(@Nullable String url) {}

    record Postback(
            @Nullable String mid,
            @Nullable String title,
            @Nullable String payload) {}

    /// @param watermark all messages up to this moment, in milliseconds
    record Delivery(@Nullable Long watermark) {}

    record Read(@Nullable Long watermark) {}

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }
}
