package dev.switchboard.conversation.webchat;

import dev.switchboard.common.contract.AccountUpdated.Inbox;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.Hmac;
import dev.switchboard.common.secret.SecretBox;
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
        if (userId == null || !Hmac.sha256(secret).of(userId).isHex(hash.strip())) {
            throw Problem.of(ProblemCode.INVALID_SIGNATURE, "The identity hash does not belong to this user id")
                    .advise("Compute it on your server: hex HMAC-SHA256 of the user id with the identity secret.");
        }
    }
}
