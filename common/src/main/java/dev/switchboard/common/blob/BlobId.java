package dev.switchboard.common.blob;

import dev.switchboard.common.secret.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Names bytes by what they are and whose: a UUIDv8 (RFC 9562) of 122 bits of a SHA-256.
final class BlobId {
    private BlobId() {}

    static UUID of(UUID accountId, String holder, byte[] bytes) {
        byte[] name = holder.getBytes(StandardCharsets.UTF_8);
        byte[] whose = ByteBuffer.allocate(20)
                .putLong(accountId.getMostSignificantBits())
                .putLong(accountId.getLeastSignificantBits())
                .putInt(name.length)
                .array();
        ByteBuffer hash = ByteBuffer.wrap(Digest.sha256(whose, name, bytes).bytes());
        long high = hash.getLong() & ~0xF000L | 0x8000L;
        long low = hash.getLong() & ~(0b11L << 62) | 0b10L << 62;
        return new UUID(high, low);
    }
}
