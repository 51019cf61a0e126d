package dev.switchboard.conversation.webchat;

import dev.switchboard.common.contract.AccountUpdated.Inbox;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.SecretBox;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The account's own server vouches for a visitor by the hex HMAC-SHA256 of its user id under the inbox's identity
/// secret, as it does at a socket.
@Component
public class UserHashes {
    private final SecretBox box;

    UserHashes(SecretBox box) {
        this.box = box;
    }

    /// @throws Problem where the hash does not belong to the user id
    public void check(Inbox inbox, @Nullable String userId, String hash) {
        String sealed = inbox.identitySecret();
        if (sealed == null) {
            throw Problem.of(ProblemCode.INVALID_SIGNATURE, "This inbox has no identity secret");
        }
        String secret = box.open(sealed, Inbox.identityContext(inbox.accountId(), inbox.inboxId()));
        if (userId == null || !MessageDigest.isEqual(hmac(secret, userId), bytes(hash))) {
            throw Problem.of(ProblemCode.INVALID_SIGNATURE, "The identity hash does not belong to this user id")
                    .advise("Compute it on your server: hex HMAC-SHA256 of the user id with the identity secret.");
        }
    }

    private static byte[] hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }

    private static byte[] bytes(String hex) {
        try {
            return HexFormat.of().parseHex(hex.strip());
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
