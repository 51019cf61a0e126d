package dev.switchboard.gateway.auth;

import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Scopes;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who asks, and the key that says so, where it was a key.
///
/// @param profile what a signed identity says of a visitor
/// @param sealed the sealed identity secret that proved a visitor, where one did
/// @param scopes what a secret or personal key may do; absent for who is not limited by any
public record Credential(
        Caller caller,
        @Nullable UUID keyId,
        Profile profile,
        @Nullable String sealed,
        @Nullable List<String> scopes) {
    static final Credential NONE = new Credential(new Caller.Anonymous(), null);

    Credential(Caller caller, @Nullable UUID keyId) {
        this(caller, keyId, Profile.NOTHING, null, null);
    }

    /// A visitor's whom nobody vouches for yet.
    public static Credential of(Caller.Visitor visitor) {
        return new Credential(visitor, null);
    }

    /// @param needed as `Scopes` names it
    /// @throws Problem `INSUFFICIENT_SCOPE` where the key lacks it
    public Credential require(String needed) {
        if (scopes != null && !Scopes.allow(scopes, needed)) {
            throw Problem.of(ProblemCode.INSUFFICIENT_SCOPE, "This key lacks the scope " + needed)
                    .advise("Use a key that has it.");
        }
        return this;
    }

    /// What a socket of the desk needs: it hears everything and answers.
    public Credential requireDesk() {
        return require(Scopes.Resource.CONVERSATIONS.scope(false)).require(Scopes.Resource.CONVERSATIONS.scope(true));
    }
}
