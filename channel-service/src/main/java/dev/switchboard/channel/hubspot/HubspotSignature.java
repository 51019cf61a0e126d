package dev.switchboard.channel.hubspot;

import dev.switchboard.channel.inbound.Hook;
import dev.switchboard.common.secret.Digest;
import dev.switchboard.common.secret.Hmac;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// HubSpot's proof that it sent a request, version 3: HMAC-SHA256 over method, address, body and time.
final class HubspotSignature {
    static final String HEADER = "X-HubSpot-Signature-v3";
    static final String TIME = "X-HubSpot-Request-Timestamp";
    private static final Duration OLDEST = Duration.ofMinutes(5);
    /// What HubSpot signs decoded.
    private static final Map<String, String> DECODED = Map.ofEntries(
            Map.entry("%3A", ":"),
            Map.entry("%2F", "/"),
            Map.entry("%3F", "?"),
            Map.entry("%40", "@"),
            Map.entry("%21", "!"),
            Map.entry("%24", "$"),
            Map.entry("%27", "'"),
            Map.entry("%28", "("),
            Map.entry("%29", ")"),
            Map.entry("%2A", "*"),
            Map.entry("%2C", ","),
            Map.entry("%3B", ";"));

    private HubspotSignature() {}

    /// Compares in constant time. Without a secret nothing verifies, nor what is five minutes off.
    ///
    /// @param address as HubSpot calls it, with its query
    static boolean verifies(Hook hook, String address, String secret, Instant now) {
        String signature = hook.header(HEADER);
        String time = hook.header(TIME);
        if (secret.isBlank() || signature == null || !isFresh(time, now)) {
            return false;
        }
        return Digest.same(sign("POST", address, hook.body(), String.valueOf(time), secret), signature);
    }

    private static boolean isFresh(@Nullable String time, Instant now) {
        return time != null
                && time.matches("\\d{1,15}")
                && Duration.between(Instant.ofEpochMilli(Long.parseLong(time)), now)
                                .abs()
                                .compareTo(OLDEST)
                        <= 0;
    }

    static String sign(String method, String address, byte[] body, String time, String secret) {
        String decoded = address;
        for (Map.Entry<String, String> one : DECODED.entrySet()) {
            decoded = decoded.replaceAll("(?i)" + one.getKey(), Matcher.quoteReplacement(one.getValue()));
        }
        return Hmac.sha256(secret)
                .of((method + decoded).getBytes(StandardCharsets.UTF_8), body, time.getBytes(StandardCharsets.US_ASCII))
                .base64();
    }
}
