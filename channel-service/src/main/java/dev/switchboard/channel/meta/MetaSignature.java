package dev.switchboard.channel.meta;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Meta's proof that it sent a webhook: HMAC-SHA256 of the raw body under the app secret.
public final class MetaSignature {
    public static final String HEADER = "X-Hub-Signature-256";
    private static final String SCHEME = "sha256=";

    private MetaSignature() {}

    /// Compares in constant time. A signature that is missing and a secret that is blank prove nothing.
    public static boolean verifies(@Nullable String signature, byte[] body, String appSecret) {
        if (signature == null || appSecret.isBlank() || !signature.startsWith(SCHEME)) {
            return false;
        }
        byte[] expected =
                (SCHEME + HexFormat.of().formatHex(hmac(body, appSecret))).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] body, String appSecret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(appSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }
}
