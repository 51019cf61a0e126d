package dev.switchboard.channel.slack;

import dev.switchboard.common.secret.Digest;
import dev.switchboard.common.secret.Hmac;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Slack's proof that it sent a request, and when: HMAC-SHA256 of version, time and raw body under the signing secret.
final class SlackSignature {
    static final String HEADER = "X-Slack-Signature";
    static final String TIME = "X-Slack-Request-Timestamp";
    private static final Duration OLDEST = Duration.ofMinutes(5);

    private SlackSignature() {}

    /// Compares in constant time. Older, or newer, than five minutes proves nothing.
    static boolean verifies(
            @Nullable String signature, @Nullable String timestamp, byte[] body, String secret, Instant now) {
        if (signature == null
                || timestamp == null
                || secret.isBlank()
                || !timestamp.matches("\\d{1,11}")
                || Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                                .abs()
                                .compareTo(OLDEST)
                        > 0) {
            return false;
        }
        return Digest.same(sign(timestamp, body, secret), signature);
    }

    static String sign(String timestamp, byte[] body, String secret) {
        byte[] version = ("v0:" + timestamp + ":").getBytes(StandardCharsets.US_ASCII);
        return "v0=" + Hmac.sha256(secret).of(version, body).hex();
    }
}
