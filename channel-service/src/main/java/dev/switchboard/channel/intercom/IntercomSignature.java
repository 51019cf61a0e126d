package dev.switchboard.channel.intercom;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// HMAC-SHA1 over the raw body under the application's client secret, as Intercom writes it in `X-Hub-Signature`.
final class IntercomSignature {
    static final String HEADER = "X-Hub-Signature";
    private static final String SCHEME = "sha1=";

    private IntercomSignature() {}

    /// Compares in constant time. A signature that is missing and a secret that is blank prove nothing.
    static boolean verifies(@Nullable String signature, byte[] body, String clientSecret) {
        if (signature == null || clientSecret.isBlank() || !signature.startsWith(SCHEME)) {
            return false;
        }
        byte[] expected =
                (SCHEME + HexFormat.of().formatHex(hmac(body, clientSecret))).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] body, String clientSecret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(clientSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA1 is part of every JDK", e);
        }
    }
}
