package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.gateway.feed.FeedItem;
import dev.switchboard.gateway.socket.Frame;

/// A recorded message as everybody on a topic is told of it, written once for all of them.
final class Shouts {
    static final String EVENT = "shout";

    /// The message alone.
    static final FeedItem.Encoding<MessageCreated, byte[]> JSON = message -> Json.write(MessageJson.of(message));

    private static final FeedItem.Encoding<MessageCreated, Frame> CONVERSATION_ARRAY =
            message -> conversation(Serializer.ARRAY, message);
    private static final FeedItem.Encoding<MessageCreated, Frame> CONVERSATION_OBJECT =
            message -> conversation(Serializer.OBJECT, message);

    private Shouts() {}

    /// On the topic of its conversation.
    static Frame frame(FeedItem<MessageCreated> item, Serializer serializer) {
        return item.as(
                switch (serializer) {
                    case ARRAY -> CONVERSATION_ARRAY;
                    case OBJECT -> CONVERSATION_OBJECT;
                });
    }

    /// On the topic of its account, with its place in the account's feed.
    static byte[] at(long pos, FeedItem<MessageCreated> item) {
        return Events.at(pos, item.as(JSON));
    }

    private static Frame conversation(Serializer serializer, MessageCreated message) {
        String topic = "conversation:" + message.conversationId();
        return Frame.text(serializer.broadcast(topic, EVENT, JSON.encode(message)));
    }
}
