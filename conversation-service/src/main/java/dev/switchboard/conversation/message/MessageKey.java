package dev.switchboard.conversation.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a message stands, kept apart from the monthly tables: its place, and the sender's name of it.
///
/// @param bodyHash SHA-256 of the body as it was first recorded, hex
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
                hash(message.body()));
    }

    public boolean isOf(String body) {
        return bodyHash.equals(hash(body));
    }

    private static String hash(String body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
