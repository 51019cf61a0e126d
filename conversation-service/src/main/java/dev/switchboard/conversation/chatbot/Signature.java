package dev.switchboard.conversation.chatbot;

import dev.switchboard.common.secret.Digest;
import dev.switchboard.common.secret.Hmac;

/// A bot's proof that it sent a request: `sha256=` and the hex HMAC-SHA256 of the raw body under its secret.
final class Signature {
    private static final String SCHEME = "sha256=";

    private Signature() {}

    /// Compares in constant time. A secret that is blank proves nothing.
    static boolean verifies(String signature, byte[] body, String secret) {
        return !secret.isBlank()
                && Digest.same(SCHEME + Hmac.sha256(secret).of(body).hex(), signature);
    }
}
