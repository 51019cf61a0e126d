package dev.switchboard.conversation.api.netia;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Source;
import dev.switchboard.conversation.message.Delivery;
import dev.switchboard.conversation.message.Message;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A message in Netia's shape, with `seq`, `sources`, the delivery and a voice message's transcript besides.
///
/// @param type reply, note or bot
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
        Map<String, String> metadata,
        long seq,
        List<Source> sources,
        @Nullable String deliveryStatus,
        @Nullable String deliveryReason,
        @Nullable String transcript) {
    static NetiaMessage of(
            Message message, Channel channel, @Nullable NetiaUser user, @Nullable NetiaCustomer customer) {
        Delivery delivery = message.delivery();
        return new NetiaMessage(
                message.id(),
                "message",
                message.body(),
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
                message.metadata(),
                message.seq(),
                message.sources(),
                delivery == null ? null : delivery.status().name().toLowerCase(Locale.ROOT),
                delivery == null ? null : delivery.reason(),
                message.transcript());
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
