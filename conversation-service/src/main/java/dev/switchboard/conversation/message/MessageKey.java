package dev.switchboard.conversation.message;

import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.secret.Digest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where a message stands, kept apart from the monthly tables: its place, and the sender's name of it.
///
/// @param bodyHash SHA-256 of what was first recorded, hex: the body, followed by the ids of its attachments
public record MessageKey(
        UUID accountId,
        UUID conversationId,
        long seq,
        UUID messageId,
        Instant createdAt,
        @Nullable DeduplicationKey name,
        String bodyHash) {
    static MessageKey of(Message message, @Nullable DeduplicationKey name) {
        return new MessageKey(
                message.accountId(),
                message.conversationId(),
                message.seq(),
                message.id(),
                message.createdAt(),
                name,
                hash(message.body(), message.attachments()));
    }

    public boolean isOf(String body, List<Attachment> attachments) {
        return bodyHash.equals(hash(body, attachments));
    }

    private static String hash(String body, List<Attachment> attachments) {
        // a body has no NUL, so that none reads as a body and its attachments
        String ids = attachments.stream().map(file -> "\0" + file.id()).collect(Collectors.joining());
        return Digest.sha256(body + ids).hex();
    }
}
