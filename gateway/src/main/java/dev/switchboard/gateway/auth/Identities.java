package dev.switchboard.gateway.auth;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.Hmac;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// Verifies that an inbox's own server vouches for a visitor. A proof that is wrong is refused, never taken for none.
public final class Identities {
    private static final int LONGEST = 200;

    private final Accounts accounts;
    private final IdentitySecrets secrets;
    private final Clock clock;

    Identities(Accounts accounts, IdentitySecrets secrets, Clock clock) {
        this.accounts = accounts;
        this.secrets = secrets;
        this.clock = clock;
    }

    /// The credential with the identity that is proven; the same one where nothing is.
    ///
    /// @throws Problem when a proof does not hold, or the inbox has no secret to check it with
    public Credential prove(Credential credential, Proof proof) {
        String hash = given(proof.hash());
        String token = given(proof.token());
        if ((hash == null && token == null) || !(credential.caller() instanceof Caller.Visitor visitor)) {
            return credential;
        }
        AccountUpdated.Inbox inbox = accounts.inbox(visitor.accountId(), visitor.inboxId());
        String secret = inbox == null ? null : secrets.of(inbox);
        if (inbox == null || secret == null) {
            throw Problem.of(ProblemCode.INVALID_SIGNATURE, "This inbox has no identity secret");
        }
        String userId = given(proof.userId());
        if (hash != null) {
            check(userId, hash, secret);
        }
        if (token == null) {
            return proven(credential, visitor, userId, Profile.NOTHING, inbox);
        }
        IdentityToken verified = IdentityToken.verify(token, secret, inbox.inboxId(), clock);
        if (userId != null && !verified.userId().equals(userId)) {
            throw Problem.of(ProblemCode.INVALID_JWT_TOKEN, "The identity token is another user's");
        }
        return proven(credential, visitor, verified.userId(), verified.profile(), inbox);
    }

    /// Whether what proved a visitor is still the inbox's secret: with a new one its old proofs end.
    public boolean stand(Credential credential) {
        String sealed = credential.sealed();
        if (sealed == null || !(credential.caller() instanceof Caller.Visitor visitor)) {
            return true;
        }
        AccountUpdated.Inbox inbox = accounts.inbox(visitor.accountId(), visitor.inboxId());
        return inbox != null && secrets.same(inbox, sealed);
    }

    private static Credential proven(
            Credential credential,
            Caller.Visitor visitor,
            @Nullable String userId,
            Profile profile,
            AccountUpdated.Inbox inbox) {
        return new Credential(proven(visitor, userId), credential.keyId(), profile, inbox.identitySecret(), null);
    }

    private static void check(@Nullable String userId, String hash, String secret) {
        if (userId == null || !Hmac.sha256(secret).of(userId).isHex(hash.strip())) {
            throw Problem.of(ProblemCode.INVALID_SIGNATURE, "The identity hash does not belong to this user id")
                    .advise("Compute it on your server: hex HMAC-SHA256 of the user id with the identity secret.");
        }
    }

    /// No unsigned identity is without a bar, and no proven one has any, so that neither is ever taken for the other.
    private static Caller.Visitor proven(Caller.Visitor visitor, @Nullable String userId) {
        if (userId == null || userId.length() > LONGEST) {
            throw Problem.field("userId", "is longer than " + LONGEST + " characters");
        }
        String identity = userId.replace("%", "%25").replace("|", "%7C");
        return new Caller.Visitor(visitor.accountId(), visitor.inboxId(), identity, null, true);
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
