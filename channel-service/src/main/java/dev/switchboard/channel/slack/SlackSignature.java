package dev.switchboard.channel.slack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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
        return MessageDigest.isEqual(
                sign(timestamp, body, secret).getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.UTF_8));
    }

    static String sign(String timestamp, byte[] body, String secret) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(("v0:" + timestamp + ":").getBytes(StandardCharsets.US_ASCII));
        signed.writeBytes(body);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(signed.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }
}
