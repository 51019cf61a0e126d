package dev.switchboard.channel.x;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// X's proof that it sent a webhook, and ours that an address is our own: HMAC-SHA256 under the consumer secret.
final class XSignature {
    static final String HEADER = "x-twitter-webhooks-signature";

    private XSignature() {}

    /// Compares in constant time.
    static boolean verifies(String signature, byte[] body, String consumerSecret) {
        return !consumerSecret.isBlank()
                && MessageDigest.isEqual(
                        sign(body, consumerSecret).getBytes(StandardCharsets.US_ASCII),
                        signature.getBytes(StandardCharsets.UTF_8));
    }

    static String sign(byte[] content, String consumerSecret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(consumerSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + Base64.getEncoder().encodeToString(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }
}
