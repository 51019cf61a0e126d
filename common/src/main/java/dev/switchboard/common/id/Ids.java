package dev.switchboard.common.id;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/// New identifiers. `next` is a UUIDv7 (RFC 9562, 6.2 method 1): strictly ascending within this process, so that
/// indexes grow at one end, and made without a lock, because event loops make them. `secret` is 256 random bits for
/// what must not be guessed.
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    /// Sets processes apart that were started in the same instant.
    private static final long PROCESS = RANDOM.nextLong();
    /// Milliseconds in 48 bits and a counter in 12; more than 4,096 in a millisecond borrow from the next.
    private static final AtomicLong LAST = new AtomicLong();

    private Ids() {}

    public static UUID next() {
        long low = Long.MIN_VALUE | (ThreadLocalRandom.current().nextLong() ^ PROCESS) >>> 2;
        return new UUID(high(), low);
    }

    /// As `next`, with 62 bits that nobody can work out from other ids: for one whose knowledge opens something.
    public static UUID unguessable() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return new UUID(high(), Long.MIN_VALUE | ByteBuffer.wrap(bytes).getLong() >>> 2);
    }

    private static long high() {
        long now = System.currentTimeMillis() << 12;
        long stamp = LAST.updateAndGet(last -> Math.max(last + 1, now));
        return stamp >>> 12 << 16 | 0x7000L | stamp & 0xFFFL;
    }

    /// When an identifier of `next` or `unguessable` was made, to the millisecond.
    public static Instant time(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /// URL-safe text of 43 characters.
    public static String secret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
