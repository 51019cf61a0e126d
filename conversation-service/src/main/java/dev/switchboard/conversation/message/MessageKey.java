package dev.switchboard.conversation.message;

import dev.switchboard.common.contract.Attachment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
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
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(body.getBytes(StandardCharsets.UTF_8));
            // a body has no NUL, so that none reads as a body and its attachments
            attachments.forEach(file -> digest.update(("\0" + file.id()).getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
