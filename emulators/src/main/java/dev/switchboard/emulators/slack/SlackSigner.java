package dev.switchboard.emulators.slack;

import dev.switchboard.emulators.hook.Macs;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

/// Signs requests as Slack does, version 0.
final class SlackSigner {
    private SlackSigner() {}

    static Map<String, String> headers(long seconds, String body, String secret) {
        return Map.of(
                "X-Slack-Request-Timestamp",
                Long.toString(seconds),
                "X-Slack-Signature",
                sign(Long.toString(seconds), body, secret));
    }

    static String sign(String timestamp, String body, String secret) {
        byte[] base = String.join(":", "v0", timestamp, body).getBytes(StandardCharsets.UTF_8);
        return "v0=" + HexFormat.of().formatHex(Macs.of("HmacSHA256", secret, base));
    }
}
