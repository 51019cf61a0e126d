package dev.switchboard.gateway.auth;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.Digest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Makes one caller of every kind of credential: a JWT is a login, a widget's visitor or of the issuer that is
/// trusted, anything else a key. A
/// publishable key may only act as a visitor, a secret or personal key never comes from a browser.
public final class CredentialResolver {
    private static final String BEARER = "bearer ";

    private final Accounts accounts;
    private final SignedTokens tokens;
    private final IssuerTokens issuer;
    private final KeyUses uses;
    private final AuthMeters meters;

    CredentialResolver(Accounts accounts, SignedTokens tokens, IssuerTokens issuer, KeyUses uses, AuthMeters meters) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.issuer = issuer;
        this.uses = uses;
        this.meters = meters;
    }

    /// @throws Problem when something was presented that is not valid; nothing presented is `Anonymous`
    public Credential resolve(Presented presented) {
        String authorization = presented.authorization();
        if (authorization != null && !authorization.isBlank()) {
            String value = unprefixed(authorization.strip());
            return isJwt(value) ? byToken(value, presented.site()) : byKey(value, presented);
        }
        String key = presented.apiKey();
        return key == null || key.isBlank() ? Credential.NONE : byKey(key.strip(), presented);
    }

    /// Whether a credential that was good when its socket opened is good still.
    public boolean lives(Credential credential) {
        UUID key = credential.keyId();
        if (key != null && !accounts.keyLives(key)) {
            return false;
        }
        return switch (credential.caller()) {
            case Caller.Agent agent -> !accounts.revoked(agent.sessionId()) && isStill(agent);
            case Caller.Visitor visitor -> admits(accounts.inbox(visitor.accountId(), visitor.inboxId()), visitor);
            case Caller.Server _, Caller.Operator _, Caller.Anonymous _ -> true;
        };
    }

    /// Who had another role then connects again with the one it has now.
    private boolean isStill(Caller.Agent agent) {
        AccountUpdated.User user = accounts.user(agent.accountId(), agent.userId());
        return user != null && user.role().equals(agent.role());
    }

    private static boolean admits(AccountUpdated.@Nullable Inbox inbox, Caller.Visitor visitor) {
        return inbox != null && (visitor.verified() || !inbox.widgetTokenRequired());
    }

    /// Comes before `resolve`: what only admin-service knows is asked there, and who is new is waited for.
    Mono<Void> prepare(@Nullable String authorization) {
        if (authorization == null) {
            return Mono.empty();
        }
        String value = unprefixed(authorization.strip());
        return issuer.claims(value) ? issuer.examine(value) : newcomer(value);
    }

    private Mono<Void> newcomer(String value) {
        try {
            return isJwt(value) && tokens.caller(value) instanceof Caller.Agent agent
                    ? accounts.awaitNewcomer(agent)
                    : Mono.empty();
        } catch (Problem _) {
            return Mono.empty(); // resolve says what is wrong with it
        }
    }

    private Credential byToken(String token, @Nullable String site) {
        if (issuer.claims(token)) {
            return new Credential(current(issuer.caller(token)), null);
        }
        return switch (tokens.caller(token)) {
            case Caller.Agent agent -> new Credential(current(agent), null);
            case Caller.Visitor visitor -> {
                UUID key = visitor.keyId();
                if (key != null && !accounts.keyLives(key)) {
                    throw accounts.unlessIncomplete(
                            Problem.of(ProblemCode.INVALID_JWT_TOKEN, "The token's key is revoked")
                                    .advise("Get a token with another key."));
                }
                AccountUpdated.Inbox inbox = accounts.inbox(visitor.accountId(), visitor.inboxId());
                if (inbox != null) {
                    Origins.check(inbox, site);
                }
                yield new Credential(visitor, key);
            }
            case Caller.Server _, Caller.Operator _, Caller.Anonymous _ ->
                throw Problem.of(ProblemCode.INVALID_JWT_TOKEN, "The token is not one of a login or a widget");
        };
    }

    /// The login as it is now: a role or a name that changed after the log-in counts at once.
    private Caller.Agent current(Caller.Agent agent) {
        AccountUpdated.User user = accounts.user(agent.accountId(), agent.userId());
        if (user == null || accounts.revoked(agent.sessionId())) {
            throw accounts.unlessIncomplete(Problem.of(ProblemCode.INVALID_JWT_TOKEN, "The login has ended")
                    .advise("Log in again to get a new token."));
        }
        return agent(user, agent.sessionId());
    }

    private Credential byKey(String value, Presented presented) {
        AccountUpdated.ApiKey key = accounts.key(Digest.sha256(value).hex());
        String origin = presented.origin();
        if (key == null) {
            throw accounts.unlessIncomplete(Problem.of(ProblemCode.INVALID_API_KEY, "The API key is invalid")
                    .advise("Check the key, and whether it was revoked or has expired."));
        }
        Credential credential = switch (key.kind()) {
            case SECRET ->
                limited(key, origin, new Caller.Server(key.accountId(), key.keyId(), List.copyOf(key.scopes())));
            case PERSONAL -> limited(key, origin, owner(key));
            case PUBLISHABLE -> new Credential(visitor(key, presented.site()), key.keyId());
        };
        uses.used(key.keyId());
        return credential;
    }

    private Credential limited(AccountUpdated.ApiKey key, @Nullable String origin, Caller caller) {
        if (origin != null) {
            meters.exposedKey(key.keyId());
            throw Problem.of(ProblemCode.FORBIDDEN, "A secret key must never be used in a browser")
                    .advise("Revoke this key, and use a publishable key in pages.");
        }
        return new Credential(caller, key.keyId(), Profile.NOTHING, null, List.copyOf(key.scopes()));
    }

    /// A personal key acts as its user is now; it stands where a login's session would.
    private Caller.Agent owner(AccountUpdated.ApiKey key) {
        UUID userId = key.userId();
        AccountUpdated.User user = userId == null ? null : accounts.user(key.accountId(), userId);
        if (user == null) {
            throw accounts.unlessIncomplete(Problem.of(ProblemCode.INVALID_API_KEY, "The key's user is switched off"));
        }
        return agent(user, key.keyId());
    }

    private static Caller.Agent agent(AccountUpdated.User user, UUID sessionId) {
        return new Caller.Agent(
                user.accountId(), user.userId(), user.number(), user.name(), user.email(), user.role(), sessionId);
    }

    /// Each request is a visitor of its own until its channel names it, so that no two share an identity.
    private Caller visitor(AccountUpdated.ApiKey key, @Nullable String site) {
        UUID inboxId = key.inboxId();
        AccountUpdated.Inbox inbox = inboxId == null ? null : accounts.inbox(key.accountId(), inboxId);
        if (inbox == null) {
            throw accounts.unlessIncomplete(Problem.of(ProblemCode.INVALID_API_KEY, "The key opens no inbox"));
        }
        Origins.check(inbox, site);
        return new Caller.Visitor(key.accountId(), inbox.inboxId(), Ids.secret(), null, false);
    }

    private static String unprefixed(String value) {
        return value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? value.substring(BEARER.length()).strip()
                : value;
    }

    private static boolean isJwt(String value) {
        int first = value.indexOf('.');
        int second = value.indexOf('.', first + 1);
        return first > 0 && second > first && value.indexOf('.', second + 1) < 0;
    }
}
