package dev.switchboard.channel.x;

import dev.switchboard.common.secret.Digest;
import dev.switchboard.common.secret.Hmac;

/// X's proof that it sent a webhook, and ours that an address is our own: HMAC-SHA256 under the consumer secret.
final class XSignature {
    static final String HEADER = "x-twitter-webhooks-signature";

    private XSignature() {}

    /// Compares in constant time.
    static boolean verifies(String signature, byte[] body, String consumerSecret) {
        return !consumerSecret.isBlank() && Digest.same(sign(body, consumerSecret), signature);
    }

    static String sign(byte[] content, String consumerSecret) {
        return "sha256=" + Hmac.sha256(consumerSecret).of(content).base64();
    }
}
