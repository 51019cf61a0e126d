package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.gateway.feed.FeedItem;
import dev.switchboard.gateway.socket.Frame;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A recorded message as `meta_message_created` tells it. What follows `tenantId` is ours.
///
/// @param sender user, agent or bot; the suite's own sentences count as the bot's
/// @param sessionId the visit, or the conversation where the channel has none
/// @param clientId the visitor's own id of its message
/// @param note for colleagues only
record AmoiqMessage(
        UUID id,
        String text,
        String sender,
        String timestamp,
        String sessionId,
        String userId,
        UUID tenantId,
        UUID conversationId,
        long seq,
        @Nullable String clientId,
        @Nullable List<Attachment> attachments,
        @Nullable Boolean note) {
    static final String EVENT = "meta_message_created";

    /// For whoever sits at the address that the message was said at.
    static final FeedItem.Encoding<MessageCreated, Frame> PLACED = AmoiqMessage::placed;

    /// The same, with the message's `seq` as its place in the feed.
    static final FeedItem.Encoding<MessageCreated, Frame> NUMBERED =
            message -> Frames.at(placed(message), Long.toString(message.seq()));

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private record Created(AmoiqMessage message) {}

    private static Frame placed(MessageCreated message) {
        Address address = message.address();
        String session = address.thread() == null ? message.conversationId().toString() : address.thread();
        return event(message, user(address), session);
    }

    /// @param userId as the receiver knows itself: a message said elsewhere must not tell it another session
    static Frame event(MessageCreated message, String userId, String sessionId) {
        boolean customer = message.author().kind() == Author.Kind.CUSTOMER;
        return Frames.event(
                EVENT,
                new Created(new AmoiqMessage(
                        message.messageId(),
                        message.body(),
                        sender(message.author().kind()),
                        time(message.occurredAt()),
                        sessionId,
                        userId,
                        message.accountId(),
                        message.conversationId(),
                        message.seq(),
                        customer ? message.deduplicationKey() : null,
                        message.attachments().isEmpty() ? null : message.attachments(),
                        message.visibleToCustomer() ? null : true)));
    }

    /// An unproven visitor's identity is its user and its session.
    private static String user(Address address) {
        String identity = address.identity();
        return address.thread() != null && identity.endsWith("|" + address.thread())
                ? identity.substring(0, identity.length() - address.thread().length() - 1)
                : identity;
    }

    private static String sender(Author.Kind kind) {
        return switch (kind) {
            case CUSTOMER -> "user";
            case AGENT -> "agent";
            case BOT, SYSTEM -> "bot";
        };
    }

    static String time(Instant instant) {
        return MILLIS.format(instant);
    }
}
