package dev.switchboard.admin.subscription.payload;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.MessageCreated;
import java.util.UUID;

/// A message as Amoiq's webhook tells it. What follows `senderType` is ours.
///
/// @param sessionId the visit, or the conversation where the channel has none
/// @param userId as the channel knows the customer
/// @param senderType user, bot or agent; the suite's own sentences count as the bot's
record AmoiqMessage(
        UUID messageId,
        String sessionId,
        String userId,
        UUID tenantId,
        String text,
        String senderType,
        UUID conversationId,
        long seq) {
    static AmoiqMessage of(MessageCreated message) {
        return new AmoiqMessage(
                message.messageId(),
                session(message.address(), message.conversationId()),
                user(message.address()),
                message.accountId(),
                message.body(),
                MessageEvents.senderType(message.author().kind()),
                message.conversationId(),
                message.seq());
    }

    static String session(Address address, UUID conversationId) {
        return address.thread() == null ? conversationId.toString() : address.thread();
    }

    /// An unproven visitor's identity is its user and its session.
    static String user(Address address) {
        String identity = address.identity();
        return address.thread() != null && identity.endsWith("|" + address.thread())
                ? identity.substring(0, identity.length() - address.thread().length() - 1)
                : identity;
    }
}
