package dev.switchboard.conversation.chatbot;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A bot's proof that it sent a request: `sha256=` and the hex HMAC-SHA256 of the raw body under its secret.
final class Signature {
    private static final String SCHEME = "sha256=";

    private Signature() {}

    /// Compares in constant time. A secret that is blank proves nothing.
    static boolean verifies(String signature, byte[] body, String secret) {
        if (secret.isBlank() || !signature.startsWith(SCHEME)) {
            return false;
        }
        byte[] expected = (SCHEME + HexFormat.of().formatHex(hmac(body, secret))).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }
}
