package dev.switchboard.admin.twofactor;

import dev.switchboard.common.secret.Digest;
import dev.switchboard.common.secret.Hmac;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.OptionalLong;

/// Time-based one-time passwords (RFC 6238) as every authenticator app makes them: HMAC-SHA-1, six digits, 30 seconds.
/// A
/// clock may be one step off.
record Totp(byte[] seed) {
    static final int SEED_BYTES = 20;
    private static final int STEP_SECONDS = 30;
    private static final int DIGITS = 1_000_000;
    private static final int OFF = 1;

    /// The step that the code belongs to, if it is later than the last one that was used: a code is good once.
    OptionalLong stepOf(String code, Instant now, long lastUsed) {
        long current = now.getEpochSecond() / STEP_SECONDS;
        for (long step = Math.max(current - OFF, lastUsed + 1); step <= current + OFF; step++) {
            if (Digest.same(code(step), code)) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }

    String code(long step) {
        byte[] hash = Hmac.sha1(seed)
                .of(ByteBuffer.allocate(Long.BYTES).putLong(step).array())
                .bytes();
        int offset = hash[hash.length - 1] & 0xf;
        int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fff_ffff;
        return "%06d".formatted(number % DIGITS);
    }

    @Override
    public String toString() {
        return "Totp";
    }
}
