package dev.switchboard.conversation.api.amoiq;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.Author;
import dev.switchboard.conversation.message.Message;
import dev.switchboard.conversation.webchat.Visit;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message of a visit's history, as a socket tells it; what follows `userId` is ours.
///
/// @param sender user, agent or bot; the suite's own sentences count as the bot's
/// @param clientId the visitor's own id of its message
@JsonInclude(JsonInclude.Include.NON_NULL)
record AmoiqMessage(
        UUID id,
        String text,
        String sender,
        Instant timestamp,
        String sessionId,
        String userId,
        UUID tenantId,
        UUID conversationId,
        long seq,
        @Nullable String clientId,
        @Nullable List<Attachment> attachments) {
    static AmoiqMessage of(Message message, Visit visit) {
        boolean customer = message.author().kind() == Author.Kind.CUSTOMER;
        return new AmoiqMessage(
                message.id(),
                message.text(),
                sender(message.author().kind()),
                message.createdAt(),
                visit.sessionId(),
                visit.userId(),
                message.accountId(),
                message.conversationId(),
                message.seq(),
                customer ? message.deduplicationKey() : null,
                message.attachments().isEmpty() ? null : message.attachments());
    }

    private static String sender(Author.Kind kind) {
        return switch (kind) {
            case CUSTOMER -> "user";
            case AGENT -> "agent";
            case BOT, SYSTEM -> "bot";
        };
    }
}
