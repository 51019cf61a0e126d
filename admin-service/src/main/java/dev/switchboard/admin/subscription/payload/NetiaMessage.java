package dev.switchboard.admin.subscription.payload;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.MessageCreated;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A message in Netia's shape, as far as its fact tells.
///
/// @param type reply, note or bot
/// @param customerId where the customer wrote it
/// @param userId the number of the user who wrote it
@JsonNaming(SnakeCaseStrategy.class)
record NetiaMessage(
        UUID id,
        String object,
        String body,
        String type,
        @JsonProperty("private") boolean isPrivate,
        String source,
        String createdAt,
        String sentAt,
        UUID conversationId,
        UUID accountId,
        UUID inboxId,
        @Nullable UUID customerId,
        @Nullable Integer userId,
        List<File> attachments,
        Map<String, String> metadata,
        long seq,
        long version) {
    @JsonNaming(SnakeCaseStrategy.class)
    record File(UUID id, String object, @Nullable String fileUrl, String contentType, String filename) {
        static File of(Attachment file) {
            return new File(file.id(), "file", file.url(), file.contentType(), file.name());
        }
    }

    static NetiaMessage of(MessageCreated message) {
        Author author = message.author();
        String created = PayloadJson.time(message.occurredAt());
        return new NetiaMessage(
                message.messageId(),
                "message",
                message.body(),
                type(message),
                message.kind() == MessageCreated.Kind.NOTE,
                source(message.address().channel()),
                created,
                message.sentAt() == null ? created : PayloadJson.time(message.sentAt()),
                message.conversationId(),
                message.accountId(),
                message.address().inboxId(),
                author.kind() == Author.Kind.CUSTOMER ? message.customerId() : null,
                author.number(),
                message.attachments().stream().map(File::of).toList(),
                message.metadata(),
                message.seq(),
                message.version());
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
}
