package dev.switchboard.conversation.message;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.id.Ids;
import dev.switchboard.conversation.conversation.Conversation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is told of changed messages, each fact with the version of the conversation after it.
final class MessageFacts {
    private MessageFacts() {}

    static MessageUpdated edited(
            Conversation c, MessageKey message, String body, MessageCreated.@Nullable Kind kind, Instant at) {
        return new MessageUpdated.Edited(
                Ids.next(), c.accountId(), c.id(), at, c.progress().version(), message.messageId(), body, kind);
    }

    static MessageUpdated deleted(Conversation c, MessageKey message, MessageCreated.@Nullable Kind kind, Instant at) {
        return new MessageUpdated.Deleted(
                Ids.next(), c.accountId(), c.id(), at, c.progress().version(), message.messageId(), kind);
    }

    /// A transcript makes a question of the message, to whoever owned the conversation when it came.
    static MessageUpdated transcribed(
            Conversation c, MessageKey message, MessageReceived.Transcribed heard, Instant at) {
        return new MessageUpdated.Transcribed(
                Ids.next(),
                c.accountId(),
                c.id(),
                at,
                c.progress().version(),
                message.messageId(),
                heard.text(),
                new MessageUpdated.Transcribed.Question(
                        message.seq(), heard.owner(), heard.leaseEpoch(), c.address(), c.customerId()));
    }

    static MessageUpdated seen(Conversation c, Author by, long upTo, Instant at) {
        return new MessageUpdated.Seen(
                Ids.next(), c.accountId(), c.id(), at, c.progress().version(), by, upTo);
    }
}
