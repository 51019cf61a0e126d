package dev.switchboard.emulators.twilio;

import dev.switchboard.emulators.hook.Macs;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Signs webhooks as Twilio does: the address, then every field by name with its value, HMAC-SHA1 under the auth token.
final class TwilioSigner {
    static final String HEADER = "X-Twilio-Signature";

    private TwilioSigner() {}

    static String sign(String url, Map<String, String> fields, String authToken) {
        SortedMap<String, String> sorted = new TreeMap<>(fields);
        StringBuilder signed = new StringBuilder(url);
        sorted.forEach((name, value) -> signed.append(name).append(value));
        byte[] content = signed.toString().getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(Macs.of("HmacSHA1", authToken, content));
    }
}
