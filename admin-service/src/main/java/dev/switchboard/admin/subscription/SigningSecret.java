package dev.switchboard.admin.subscription;

import dev.switchboard.common.secret.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// A symmetric secret of Standard Webhooks 1.0: `whsec_` and 32 random bytes in base64. It signs
/// `<webhook-id>.<webhook-timestamp>.<body>` with HMAC-SHA256.
///
/// @param text as its owner sees it, once
public record SigningSecret(String text) {
    private static final String PREFIX = "whsec_";
    private static final SecureRandom RANDOM = new SecureRandom();

    public static SigningSecret random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new SigningSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    /// What its row is sealed under.
    public static String context(UUID accountId, UUID subscriptionId) {
        return "event_subscription:" + accountId + ":" + subscriptionId;
    }

    /// The `webhook-signature` header: one signature for each secret that is valid now.
    ///
    /// @param timestamp seconds since 1970
    public static String header(List<SigningSecret> secrets, UUID id, long timestamp, byte[] body) {
        return secrets.stream().map(secret -> secret.sign(id, timestamp, body)).collect(Collectors.joining(" "));
    }

    private String sign(UUID id, long timestamp, byte[] body) {
        return "v1,"
                + Hmac.sha256(Base64.getDecoder().decode(text.substring(PREFIX.length())))
                        .of((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8), body)
                        .base64();
    }

    @Override
    public String toString() {
        return "SigningSecret";
    }
}
