package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.gateway.feed.FeedItem;
import dev.switchboard.gateway.socket.Frame;

/// A recorded message as everybody on a topic is told of it, written once for all of them.
final class Shouts {
    static final String EVENT = "shout";

    /// The message alone, as its customer may see it.
    static final FeedItem.Encoding<MessageCreated, byte[]> SHOWN =
            message -> Json.write(MessageJson.of(message, CustomerJson::shown));

    private static final FeedItem.Encoding<MessageCreated, byte[]> KNOWN =
            message -> Json.write(MessageJson.of(message, CustomerJson::known));
    private static final FeedItem.Encoding<MessageCreated, Frame> SHOWN_ARRAY =
            message -> conversation(Serializer.ARRAY, message, SHOWN);
    private static final FeedItem.Encoding<MessageCreated, Frame> SHOWN_OBJECT =
            message -> conversation(Serializer.OBJECT, message, SHOWN);
    private static final FeedItem.Encoding<MessageCreated, Frame> KNOWN_ARRAY =
            message -> conversation(Serializer.ARRAY, message, KNOWN);
    private static final FeedItem.Encoding<MessageCreated, Frame> KNOWN_OBJECT =
            message -> conversation(Serializer.OBJECT, message, KNOWN);

    private Shouts() {}

    /// On the topic of its conversation, for its customer.
    static Frame shown(FeedItem<MessageCreated> item, Serializer serializer) {
        return item.as(
                switch (serializer) {
                    case ARRAY -> SHOWN_ARRAY;
                    case OBJECT -> SHOWN_OBJECT;
                });
    }

    /// On the topic of its conversation, for the desk.
    static Frame known(FeedItem<MessageCreated> item, Serializer serializer) {
        return item.as(
                switch (serializer) {
                    case ARRAY -> KNOWN_ARRAY;
                    case OBJECT -> KNOWN_OBJECT;
                });
    }

    /// On the topic of its account, with its place in the account's feed.
    static byte[] at(long pos, FeedItem<MessageCreated> item) {
        return Events.at(pos, item.as(KNOWN));
    }

    private static Frame conversation(
            Serializer serializer, MessageCreated message, FeedItem.Encoding<MessageCreated, byte[]> json) {
        String topic = "conversation:" + message.conversationId();
        return Frame.text(serializer.broadcast(topic, EVENT, json.encode(message)));
    }
}
