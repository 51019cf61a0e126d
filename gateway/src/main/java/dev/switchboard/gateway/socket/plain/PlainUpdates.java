package dev.switchboard.gateway.socket.plain;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.gateway.feed.FeedItem;
import dev.switchboard.gateway.socket.Frame;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Frames that the source protocol does not have: a message was edited, deleted or seen; and
/// the one it has, of a transcript.
final class PlainUpdates {
    private static final FeedItem.Encoding<MessageUpdated.Edited, Frame> EDITED =
            told -> frame(new Edited("message_updated", told.messageId(), told.body(), at(told)));
    private static final FeedItem.Encoding<MessageUpdated.Deleted, Frame> DELETED =
            told -> frame(new Deleted("message_deleted", told.messageId(), at(told)));
    private static final FeedItem.Encoding<MessageUpdated.Seen, Frame> SEEN = told -> frame(new Seen(
            "message_seen", told.seq(), told.by().kind() == Author.Kind.CUSTOMER ? "customer" : "agent", at(told)));

    private PlainUpdates() {}

    /// @return null for what the client is not told
    static @Nullable Frame of(FeedItem<MessageUpdated> item) {
        return switch (item.fact()) {
            case MessageUpdated.Edited _ -> item.of(MessageUpdated.Edited.class).as(EDITED);
            case MessageUpdated.Deleted _ ->
                item.of(MessageUpdated.Deleted.class).as(DELETED);
            case MessageUpdated.Seen _ -> item.of(MessageUpdated.Seen.class).as(SEEN);
            case MessageUpdated.Transcribed _ ->
                item.of(MessageUpdated.Transcribed.class).as(PlainFrames.TRANSCRIPTION);
            case MessageUpdated.DeliveryChanged _,
                    MessageUpdated.Repeated _,
                    MessageUpdated.Refused _,
                    MessageUpdated.Unknown _ -> null;
        };
    }

    private static String at(MessageUpdated told) {
        return PlainFrames.time(told.occurredAt());
    }

    private static Frame frame(Object json) {
        return Frame.text(WireJson.MAPPER.writeValueAsBytes(json));
    }

    private record Edited(String type, UUID messageId, String text, String timestamp) {}

    private record Deleted(String type, UUID messageId, String timestamp) {}

    private record Seen(String type, long seq, String by, String timestamp) {}
}
