package dev.switchboard.channel.intercom;

import dev.switchboard.common.secret.Digest;
import dev.switchboard.common.secret.Hmac;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// HMAC-SHA1 over the raw body under the application's client secret, as Intercom writes it in `X-Hub-Signature`.
final class IntercomSignature {
    static final String HEADER = "X-Hub-Signature";
    private static final String SCHEME = "sha1=";

    private IntercomSignature() {}

    /// Compares in constant time. A signature that is missing and a secret that is blank prove nothing.
    static boolean verifies(@Nullable String signature, byte[] body, String clientSecret) {
        return signature != null
                && !clientSecret.isBlank()
                && Digest.same(
                        SCHEME
                                + Hmac.sha1(clientSecret.getBytes(StandardCharsets.UTF_8))
                                        .of(body)
                                        .hex(),
                        signature);
    }
}
