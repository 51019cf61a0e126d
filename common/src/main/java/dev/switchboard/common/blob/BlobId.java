package dev.switchboard.common.blob;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Names bytes by what they are and whose: a UUIDv8 (RFC 9562) of 122 bits of a SHA-256.
final class BlobId {
    private BlobId() {}

    static UUID of(UUID accountId, String holder, byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] name = holder.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(20)
                    .putLong(accountId.getMostSignificantBits())
                    .putLong(accountId.getLeastSignificantBits())
                    .putInt(name.length)
                    .flip());
            digest.update(name);
            ByteBuffer hash = ByteBuffer.wrap(digest.digest(bytes));
            long high = hash.getLong() & ~0xF000L | 0x8000L;
            long low = hash.getLong() & ~(0b11L << 62) | 0b10L << 62;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
