package dev.switchboard.gateway.socket.phoenix;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Source;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A message in Netia's expanded shape, as far as its fact tells. `seq`, `sources`, `client_message_id`,
/// `sender_type` and `in_reply_to` are ours.
///
/// @param type reply, note or bot
/// @param senderType customer, agent, bot or system: `type` does not tell the last two apart
/// @param inReplyTo the message that a bot's answers
@JsonNaming(SnakeCaseStrategy.class)
record MessageJson(
        UUID id,
        String object,
        String body,
        String type,
        String contentType,
        @JsonProperty("private") boolean isPrivate,
        String source,
        String createdAt,
        String sentAt,
        @Nullable String seenAt,
        UUID conversationId,
        UUID accountId,
        @Nullable Integer userId,
        @Nullable UserJson user,
        @Nullable UUID customerId,
        @Nullable CustomerJson customer,
        List<FileJson> attachments,
        Map<String, String> metadata,
        long seq,
        List<Source> sources,
        @Nullable String clientMessageId,
        String senderType,
        @Nullable UUID inReplyTo) {
    /// @param who what is told of the customer beside what it wrote
    static MessageJson of(MessageCreated message, Function<MessageCreated, CustomerJson> who) {
        Author author = message.author();
        boolean customer = author.kind() == Author.Kind.CUSTOMER;
        String created = Json.time(message.occurredAt());
        return new MessageJson(
                message.messageId(),
                "message",
                message.body(),
                type(message),
                "text",
                message.kind() == MessageCreated.Kind.NOTE,
                source(message.address().channel()),
                created,
                message.sentAt() == null ? created : Json.time(message.sentAt()),
                null,
                message.conversationId(),
                message.accountId(),
                author.number(),
                author.kind() == Author.Kind.AGENT ? UserJson.of(author) : null,
                customer ? message.customerId() : null,
                customer ? who.apply(message) : null,
                message.attachments().stream().map(FileJson::of).toList(),
                message.metadata(),
                message.seq(),
                message.sources(),
                customer ? message.deduplicationKey() : null,
                author.kind().name().toLowerCase(Locale.ROOT),
                message.inReplyTo());
    }

    private static String type(MessageCreated message) {
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

    @JsonNaming(SnakeCaseStrategy.class)
    record FileJson(UUID id, String object, @Nullable String fileUrl, String contentType, String filename) {
        static FileJson of(Attachment file) {
            return new FileJson(file.id(), "file", file.url(), file.contentType(), file.name());
        }
    }
}
