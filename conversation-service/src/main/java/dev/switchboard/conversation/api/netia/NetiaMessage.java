package dev.switchboard.conversation.api.netia;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Source;
import dev.switchboard.conversation.message.Delivery;
import dev.switchboard.conversation.message.Message;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A message in Netia's shape, with `seq`, `sources`, the delivery, a voice message's transcript and `in_reply_to`
/// besides.
///
/// @param type reply, note or bot
/// @param senderType customer, agent, bot or system: `type` does not tell the last two apart
/// @param inReplyTo the message that a bot's answers
@JsonNaming(SnakeCaseStrategy.class)
record NetiaMessage(
        UUID id,
        String object,
        String body,
        String type,
        String contentType,
        @JsonProperty("private") boolean isPrivate,
        String source,
        Instant createdAt,
        Instant sentAt,
        @Nullable Instant seenAt,
        UUID conversationId,
        UUID accountId,
        @Nullable Integer userId,
        @Nullable NetiaUser user,
        @Nullable UUID customerId,
        @Nullable NetiaCustomer customer,
        List<NetiaFile> attachments,
        Map<String, Object> metadata,
        long seq,
        List<Source> sources,
        @Nullable String deliveryStatus,
        @Nullable String deliveryReason,
        @Nullable String transcript,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt,
        String senderType,
        @Nullable UUID inReplyTo) {
    private static final String PROPAGATED = "propagated";

    static NetiaMessage of(
            Message message, Channel channel, @Nullable NetiaUser user, @Nullable NetiaCustomer customer) {
        Delivery delivery = message.delivery();
        return new NetiaMessage(
                message.id(),
                "message",
                message.text(),
                type(message),
                "text",
                message.kind() == MessageCreated.Kind.NOTE,
                source(channel),
                message.createdAt(),
                message.sentAt() == null ? message.createdAt() : message.sentAt(),
                message.seenAt(),
                message.conversationId(),
                message.accountId(),
                message.author().number(),
                user,
                message.author().kind() == Author.Kind.CUSTOMER
                        ? message.author().id()
                        : null,
                customer,
                message.attachments().stream().map(NetiaFile::of).toList(),
                metadata(message),
                message.seq(),
                message.sources(),
                delivery == null ? null : delivery.status().name().toLowerCase(Locale.ROOT),
                delivery == null ? null : delivery.reason(),
                message.transcript(),
                message.editedAt(),
                message.deletedAt(),
                message.author().kind().name().toLowerCase(Locale.ROOT),
                message.inReplyTo());
    }

    /// For somebody outside who has neither the files' addresses nor the desk's labels.
    NetiaMessage forReader() {
        return new NetiaMessage(
                id,
                object,
                body,
                type,
                contentType,
                isPrivate,
                source,
                createdAt,
                sentAt,
                null,
                conversationId,
                accountId,
                userId,
                user,
                null,
                null,
                attachments.stream().map(NetiaFile::unaddressed).toList(),
                Map.of(),
                seq,
                sources,
                null,
                null,
                transcript,
                editedAt,
                deletedAt,
                senderType,
                inReplyTo);
    }

    /// @return null where nobody asked whether a change reached whoever had read the message
    @Nullable
    Boolean propagated() {
        return metadata.get(PROPAGATED) instanceof Boolean reached ? reached : null;
    }

    private static Map<String, Object> metadata(Message message) {
        Map<String, Object> metadata = new LinkedHashMap<>(message.metadata());
        metadata.computeIfPresent(PROPAGATED, (_, text) -> Boolean.valueOf(text.toString()));
        return metadata;
    }

    private static String type(Message message) {
        if (message.kind() == MessageCreated.Kind.NOTE) {
            return "note";
        }
        return switch (message.author().kind()) {
            case BOT, SYSTEM -> "bot";
            case AGENT, CUSTOMER -> "reply";
        };
    }

    static String source(Channel channel) {
        return channel == Channel.WEB ? "chat" : channel.name().toLowerCase(Locale.ROOT);
    }
}
