package dev.switchboard.conversation.api.omnichannel;

import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated.Kind;
import dev.switchboard.conversation.message.Message;
import dev.switchboard.conversation.publicid.PublicId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A line of a ticket's timeline; `seq` and `attachments` are ours.
///
/// @param senderType customer, agent, bot or system
/// @param visibility public, or internal for colleagues only
/// @param agentId null where no person of the desk wrote
@JsonNaming(SnakeCaseStrategy.class)
record TicketMessageView(
        String messageId,
        Instant timestamp,
        String senderType,
        String content,
        String contentType,
        String visibility,
        @Nullable UUID agentId,
        List<Attachment> attachments,
        long seq) {
    static TicketMessageView of(Message message) {
        Author author = message.author();
        return new TicketMessageView(
                PublicId.MESSAGE.of(message.id()),
                message.createdAt(),
                author.kind().name().toLowerCase(Locale.ROOT),
                message.text(),
                "text",
                message.kind() == Kind.NOTE ? "internal" : "public",
                author.kind() == Author.Kind.AGENT ? author.id() : null,
                message.attachments(),
                message.seq());
    }
}
