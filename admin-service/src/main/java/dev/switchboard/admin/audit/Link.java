package dev.switchboard.admin.audit;

import dev.switchboard.common.secret.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/// One entry of a chain. Its hash is SHA-256 over the hash before (32 bytes), its number (8 bytes, big-endian) and the
/// entry's own bytes (UTF-8).
///
/// @param hash hex
record Link(long number, Instant occurredAt, String entry, String hash) {
    /// What stands before the first entry.
    static final String NOTHING = "0".repeat(64);

    static Link after(long number, String hash, Instant occurredAt, String entry) {
        return new Link(number + 1, occurredAt, entry, hash(hash, number + 1, entry));
    }

    boolean follows(long lastNumber, String lastHash) {
        return number == lastNumber + 1 && hash.equals(hash(lastHash, number, entry));
    }

    private static String hash(String before, long number, String entry) {
        return Digest.sha256(
                        HexFormat.of().parseHex(before),
                        ByteBuffer.allocate(Long.BYTES).putLong(number).array(),
                        entry.getBytes(StandardCharsets.UTF_8))
                .hex();
    }
}
