package dev.switchboard.channel.github;

import dev.switchboard.common.secret.Digest;
import dev.switchboard.common.secret.Hmac;

/// GitHub's proof that it sent a request: HMAC-SHA256 of the raw body under the webhook's secret.
final class GithubSignature {
    static final String HEADER = "X-Hub-Signature-256";

    private GithubSignature() {}

    /// Compares in constant time. Without a secret nothing verifies.
    static boolean verifies(String signature, byte[] body, String secret) {
        return !secret.isBlank()
                && Digest.same("sha256=" + Hmac.sha256(secret).of(body).hex(), signature);
    }
}
