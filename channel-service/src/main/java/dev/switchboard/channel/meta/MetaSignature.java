package dev.switchboard.channel.meta;

import dev.switchboard.common.secret.Digest;
import dev.switchboard.common.secret.Hmac;
import org.jspecify.annotations.Nullable;

/// Meta's proof that it sent a webhook: HMAC-SHA256 of the raw body under the app secret.
public final class MetaSignature {
    public static final String HEADER = "X-Hub-Signature-256";
    private static final String SCHEME = "sha256=";

    private MetaSignature() {}

    /// Compares in constant time. A signature that is missing and a secret that is blank prove nothing.
    public static boolean verifies(@Nullable String signature, byte[] body, String appSecret) {
        return signature != null
                && !appSecret.isBlank()
                && Digest.same(SCHEME + Hmac.sha256(appSecret).of(body).hex(), signature);
    }
}
