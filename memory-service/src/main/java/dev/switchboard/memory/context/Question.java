package dev.switchboard.memory.context;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.Owner;
import java.util.UUID;

/// A customer's message that the bot is to answer, as it was recorded. `trace` goes on with its context.
record Question(
        UUID accountId,
        UUID conversationId,
        UUID messageId,
        long seq,
        String text,
        long leaseEpoch,
        Address address,
        UUID customerId,
        String trace) {
    /// A voice message is none before somebody has listened to it.
    static boolean is(MessageCreated message) {
        return message.owner() == Owner.BOT
                && message.kind() == MessageCreated.Kind.REPLY
                && message.author().kind() == Author.Kind.CUSTOMER
                && !message.spoken();
    }

    static Question of(MessageCreated message, String trace) {
        return new Question(
                message.accountId(),
                message.conversationId(),
                message.messageId(),
                message.seq(),
                message.body(),
                message.leaseEpoch(),
                message.address(),
                message.customerId(),
                trace);
    }

    static Question of(MessageUpdated.Transcribed told, MessageUpdated.Transcribed.Question asked, String trace) {
        return new Question(
                told.accountId(),
                told.conversationId(),
                told.messageId(),
                asked.seq(),
                told.text(),
                asked.leaseEpoch(),
                asked.address(),
                asked.customerId(),
                trace);
    }
}
