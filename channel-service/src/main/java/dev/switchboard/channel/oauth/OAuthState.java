package dev.switchboard.channel.oauth;

import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.Digest;
import dev.switchboard.common.secret.Hmac;
import dev.switchboard.common.secret.SecretKeyBase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The `state` of an OAuth agreement: signed, bound to provider, account, user and inbox, and used once. The browser
/// that comes back has no credential but this.
@Component
public class OAuthState {
    private static final int PARTS = 6;

    private final DatabaseClient database;
    private final Hmac key;
    private final Clock clock;

    OAuthState(DatabaseClient database, SecretKeyBase base, Clock clock) {
        this.database = database;
        this.key = Hmac.sha256(base.derive("oauth-state"));
        this.clock = clock;
    }

    /// @param userId who began, or the key that did
    /// @param inboxId what is connected; the account itself where it is no inbox
    public record Begun(String provider, UUID accountId, UUID userId, UUID inboxId) {
        /// @param connected the inbox, or the account itself
        public static Begun by(Caller.Staff caller, String provider, UUID connected) {
            UUID who = switch (caller) {
                case Caller.Agent agent -> agent.userId();
                case Caller.Server server -> server.keyId();
            };
            return new Begun(provider, caller.accountId(), who, connected);
        }
    }

    public Mono<String> begin(Begun begun, Duration patience) {
        UUID id = Ids.next();
        Instant expires = clock.instant().plus(patience);
        String content = String.join(
                ".",
                begun.provider(),
                id.toString(),
                begun.accountId().toString(),
                begun.userId().toString(),
                begun.inboxId().toString());
        return database.sql("INSERT INTO oauth_state (id, expires_at) VALUES ($1, $2)")
                .bind(0, id)
                .bind(1, expires)
                .then()
                .then(database.sql("DELETE FROM oauth_state WHERE expires_at < $1")
                        .bind(0, clock.instant())
                        .then())
                .thenReturn(content + "." + signature(content));
    }

    /// Fails with `FORBIDDEN` for a state that is forged, of another provider, too old, or used.
    public Mono<Begun> end(String provider, String state) {
        String[] parts = state.split("\\.", -1);
        if (parts.length != PARTS || !parts[0].equals(provider) || !isSigned(state)) {
            return Mono.error(refusal());
        }
        return database.sql("DELETE FROM oauth_state WHERE id = $1 AND expires_at >= $2")
                .bind(0, UUID.fromString(parts[1]))
                .bind(1, clock.instant())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(OAuthState::refusal))
                .map(_ -> new Begun(
                        provider, UUID.fromString(parts[2]), UUID.fromString(parts[3]), UUID.fromString(parts[4])));
    }

    /// The secret half of PKCE (RFC 7636), known to nobody but us and the same for the same state.
    public String verifier(String state) {
        return signature("pkce." + state);
    }

    /// The half that goes through the browser, under the method `S256`.
    public String challenge(String state) {
        return Digest.sha256(verifier(state)).base64Url();
    }

    private boolean isSigned(String state) {
        int dot = state.lastIndexOf('.');
        return Digest.same(signature(state.substring(0, dot)), state.substring(dot + 1));
    }

    private String signature(String content) {
        return key.of(content).base64Url();
    }

    private static Problem refusal() {
        return Problem.of(ProblemCode.FORBIDDEN, "This agreement is not one that was begun here, or its time is over")
                .advise("Begin it again.");
    }
}
