package dev.switchboard.memory.context;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import java.time.Instant;
import java.util.UUID;

/// One turn of a conversation, by whom and in which words.
record Said(
        UUID accountId, UUID conversationId, long seq, UUID customerId, Author.Kind author, String body, Instant at) {
    /// Notes are not for the customer, an old hand-over notice in a bot's history makes it hand over again, and what
    /// nobody has listened to has no words yet.
    static boolean is(MessageCreated message) {
        return message.kind() == MessageCreated.Kind.REPLY
                && message.author().kind() != Author.Kind.SYSTEM
                && !message.spoken();
    }

    static Said of(MessageCreated message) {
        return new Said(
                message.accountId(),
                message.conversationId(),
                message.seq(),
                message.customerId(),
                message.author().kind(),
                message.body(),
                message.occurredAt());
    }

    static Said of(MessageUpdated.Transcribed told, MessageUpdated.Transcribed.Question asked) {
        return new Said(
                told.accountId(),
                told.conversationId(),
                asked.seq(),
                asked.customerId(),
                Author.Kind.CUSTOMER,
                told.text(),
                told.occurredAt());
    }
}
