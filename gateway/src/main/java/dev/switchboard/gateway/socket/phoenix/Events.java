package dev.switchboard.gateway.socket.phoenix;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.gateway.feed.FeedItem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// The payloads of what the server tells, messages and presence excepted.
final class Events {
    /// The AI's answer as far as it is checked.
    static final FeedItem.Encoding<TypingChanged, byte[]> PARTIAL = told ->
            Json.write(new Partial(told.conversationId(), told.partial(), "bot", told.inReplyTo(), told.leaseEpoch()));

    private Events() {}

    /// Where a client stands after its join. A client that names `seq` or `pos` in its next join misses nothing.
    ///
    /// @param last where the feed stands; what lies between follows
    static byte[] joined(String position, long since, long last, boolean recovered) {
        return ("{\"" + position + "\":" + since + ",\"last_" + position + "\":" + last + ",\"recovered\":" + recovered
                        + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] typing(UUID conversation, Author by, boolean typing) {
        return Json.write(new Typing(
                typing,
                conversation,
                by.kind() == Author.Kind.CUSTOMER ? by.id() : null,
                by.number(),
                by.kind().name().toLowerCase(Locale.ROOT)));
    }

    static byte[] seen(MessageUpdated.Seen seen) {
        Author by = seen.by();
        return Json.write(new Seen(
                seen.conversationId(),
                Json.time(seen.occurredAt()),
                by.kind().name().toLowerCase(Locale.ROOT),
                by.kind() == Author.Kind.CUSTOMER ? by.id() : null,
                by.number(),
                seen.seq()));
    }

    /// A change of a recorded message; null for what clients are told otherwise or not at all.
    static byte @Nullable [] changed(MessageUpdated update) {
        return switch (update) {
            case MessageUpdated.Edited edited -> changed(edited, edited.messageId(), Change.body(edited.body()));
            case MessageUpdated.Deleted deleted -> changed(deleted, deleted.messageId(), Change.GONE);
            case MessageUpdated.Transcribed transcribed ->
                changed(transcribed, transcribed.messageId(), Change.body(transcribed.text()));
            case MessageUpdated.DeliveryChanged delivery ->
                changed(
                        delivery,
                        delivery.messageId(),
                        new Change(null, null, delivery.status().name().toLowerCase(Locale.ROOT), delivery.reason()));
            case MessageUpdated.Seen _, MessageUpdated.Repeated _, MessageUpdated.Refused _, MessageUpdated.Unknown _ ->
                null;
        };
    }

    private static byte[] changed(MessageUpdated update, UUID message, Change change) {
        return Json.write(new Changed(message, update.conversationId(), Json.time(update.occurredAt()), change));
    }

    /// What was said was recorded before, under the same id.
    static byte[] repeated(UUID message, long seq, Instant recorded, UUID conversation) {
        return Json.write(new Repeated(message, "message", seq, Json.time(recorded), conversation, true));
    }

    /// A conversation that began, as its customer may see it.
    static byte[] created(ConversationUpdated.Created created) {
        return Json.write(new Created(created.conversationId(), Begun.of(created)));
    }

    /// @param conversation as conversation-service shows it, with `seq` and `version`
    static byte[] created(UUID id, byte[] conversation) {
        return around("{\"id\":\"" + id + "\",\"conversation\":", conversation);
    }

    static byte[] updated(UUID id, long version, byte[] conversation) {
        return around("{\"id\":\"" + id + "\",\"version\":" + version + ",\"updates\":", conversation);
    }

    /// What a customer is told of its conversation's state.
    static byte[] updated(ConversationUpdated.StatusChanged changed) {
        return Json.write(new Updated(
                changed.conversationId(),
                changed.version(),
                new Status(changed.conversationId(), "conversation", status(changed.status()))));
    }

    /// With a fact's place in the account's feed: a client that names the last one it has been told misses nothing.
    static byte[] at(long pos, byte[] json) {
        byte[] tail = (",\"pos\":" + pos + "}").getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(json, json.length - 1 + tail.length);
        System.arraycopy(tail, 0, all, json.length - 1, tail.length);
        return all;
    }

    private static byte[] around(String before, byte[] json) {
        byte[] head = before.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + json.length + 1];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(json, 0, all, head.length, json.length);
        all[all.length - 1] = '}';
        return all;
    }

    private static String status(String ticketStatus) {
        return ticketStatus.equals("resolved") || ticketStatus.equals("closed") ? "closed" : "open";
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record Typing(
            boolean typing,
            UUID conversationId,
            @Nullable UUID customerId,
            @Nullable Integer userId,
            String senderType) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record Partial(
            UUID conversationId,
            @Nullable String body,
            String senderType,
            @Nullable UUID inReplyTo,
            @Nullable Long leaseEpoch) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record Seen(
            UUID conversationId,
            String seenAt,
            String by,
            @Nullable UUID customerId,
            @Nullable Integer userId,
            long seq) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record Changed(UUID id, UUID conversationId, String updatedAt, Change updates) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Change(
            @Nullable String body,
            @Nullable Boolean deleted,
            @Nullable String deliveryStatus,
            @Nullable String deliveryReason) {
        private static final Change GONE = new Change(null, true, null, null);

        static Change body(String body) {
            return new Change(body, null, null, null);
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record Repeated(
            UUID id, String object, long seq, String createdAt, UUID conversationId, boolean repeated) {}

    private record Created(UUID id, Begun conversation) {}

    private record Updated(UUID id, long version, Status updates) {}

    private record Status(UUID id, String object, String status) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record Begun(
            UUID id,
            String object,
            String source,
            String createdAt,
            String lastActivityAt,
            String status,
            @Nullable String subject,
            UUID accountId,
            UUID customerId,
            UUID inboxId,
            long version) {
        static Begun of(ConversationUpdated.Created created) {
            Instant at = created.occurredAt();
            return new Begun(
                    created.conversationId(),
                    "conversation",
                    MessageJson.source(created.address().channel()),
                    Json.time(at),
                    Json.time(at),
                    "open",
                    created.subject(),
                    created.accountId(),
                    created.customerId(),
                    created.address().inboxId(),
                    created.version());
        }
    }
}
