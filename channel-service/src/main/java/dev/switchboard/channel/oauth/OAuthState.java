package dev.switchboard.channel.oauth;

import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.contract.AuditRecorded.Actor;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.Digest;
import dev.switchboard.common.secret.Hmac;
import dev.switchboard.common.secret.SecretKeyBase;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// The `state` of an OAuth agreement: signed, kept with provider, account, who began and inbox, and used once. The
/// browser that comes back has no credential but this, and it tells the provider nothing.
@Component
public class OAuthState {
    private final DatabaseClient database;
    private final Hmac key;
    private final Clock clock;

    OAuthState(DatabaseClient database, SecretKeyBase base, Clock clock) {
        this.database = database;
        this.key = Hmac.sha256(base.derive("oauth-agreement"));
        this.clock = clock;
    }

    /// @param by who began
    /// @param inboxId what is connected; the account itself where it is no inbox
    public record Begun(String provider, UUID accountId, Actor by, UUID inboxId) {
        /// @param connected the inbox, or the account itself
        public static Begun by(Caller.Staff caller, String provider, UUID connected) {
            return new Begun(provider, caller.accountId(), Audit.actor(caller), connected);
        }
    }

    public Mono<String> begin(Begun begun, Duration patience) {
        UUID id = Ids.next();
        return database.sql("INSERT INTO oauth_state (id, expires_at, begun) VALUES ($1, $2, $3::jsonb)")
                .bind(0, id)
                .bind(1, clock.instant().plus(patience))
                .bind(2, WireJson.write(begun))
                .then()
                .then(database.sql("DELETE FROM oauth_state WHERE expires_at < $1")
                        .bind(0, clock.instant())
                        .then())
                .thenReturn(id + "." + signature(id.toString()));
    }

    /// Fails with `FORBIDDEN` for a state that is forged, of another provider, too old, or used.
    public Mono<Begun> end(String provider, String state) {
        return Mono.justOrEmpty(signed(state))
                .flatMap(id -> database.sql("""
                                DELETE FROM oauth_state
                                WHERE id = $1 AND begun->>'provider' = $2 AND expires_at >= $3
                                RETURNING begun::text
                                """)
                        .bind(0, id)
                        .bind(1, provider)
                        .bind(2, clock.instant())
                        .mapValue(String.class)
                        .one())
                .switchIfEmpty(Mono.error(OAuthState::refusal))
                .map(begun -> WireJson.read(begun, Begun.class));
    }

    /// The secret half of PKCE (RFC 7636), known to nobody but us and the same for the same state.
    public String verifier(String state) {
        return signature("pkce." + state);
    }

    /// The half that goes through the browser, under the method `S256`.
    public String challenge(String state) {
        return Digest.sha256(verifier(state)).base64Url();
    }

    private @Nullable UUID signed(String state) {
        int dot = state.lastIndexOf('.');
        return dot >= 0 && Digest.same(signature(state.substring(0, dot)), state.substring(dot + 1))
                ? UUID.fromString(state.substring(0, dot))
                : null;
    }

    private String signature(String content) {
        return key.of(content).base64Url();
    }

    private static Problem refusal() {
        return Problem.of(ProblemCode.FORBIDDEN, "This agreement is not one that was begun here, or its time is over")
                .advise("Begin it again.");
    }
}
