package dev.switchboard.admin.signon;

import dev.switchboard.admin.user.User;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.secret.Digest;
import dev.switchboard.common.secret.SecretBox;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Sign-ons that are under way: where the browser was sent off, and the ticket with which it comes back. Each is good
/// once, and kept as a hash of what the browser holds.
@Component
class SignOnStates {
    static final Duration STATE = Duration.ofMinutes(10);
    private static final Duration TICKET = Duration.ofMinutes(1);

    private final DatabaseClient database;
    private final SecretBox box;
    private final Clock clock;

    SignOnStates(DatabaseClient database, SecretBox box, Clock clock) {
        this.database = database;
        this.box = box;
        this.clock = clock;
    }

    /// @param verifier PKCE's (RFC 7636)
    record Begun(String state, String nonce, String verifier) {}

    record Ticket(UUID accountId, UUID userId) {}

    /// Also forgets those that have run out.
    Mono<Begun> begin() {
        Begun begun = new Begun(Ids.secret(), Ids.secret(), Ids.secret());
        String hash = Digest.sha256(begun.state()).hex();
        return database.sql("DELETE FROM sign_on_state WHERE expires_at < $1")
                .bind(0, clock.instant())
                .fetch()
                .rowsUpdated()
                .then(database.sql(
                                "INSERT INTO sign_on_state (hash, nonce, verifier, expires_at) VALUES ($1, $2, $3, $4)")
                        .bind(0, hash)
                        .bind(1, begun.nonce())
                        .bind(2, box.seal(begun.verifier(), context(hash)))
                        .bind(3, clock.instant().plus(STATE))
                        .fetch()
                        .rowsUpdated())
                .thenReturn(begun);
    }

    private record StateRow(String nonce, String verifier) {}

    /// Empty where it was never begun, is over, or has come back already.
    Mono<Begun> comeBack(String state) {
        String hash = Digest.sha256(state).hex();
        return database.sql("DELETE FROM sign_on_state WHERE hash = $1 AND expires_at > $2 RETURNING nonce, verifier")
                .bind(0, hash)
                .bind(1, clock.instant())
                .mapProperties(StateRow.class)
                .one()
                .map(row -> new Begun(state, row.nonce(), box.open(row.verifier(), context(hash))));
    }

    Mono<String> ticket(User user) {
        String ticket = Ids.secret();
        return database.sql("DELETE FROM sign_on_ticket WHERE expires_at < $1")
                .bind(0, clock.instant())
                .fetch()
                .rowsUpdated()
                .then(database.sql(
                                "INSERT INTO sign_on_ticket (hash, account_id, user_id, expires_at) VALUES ($1, $2, $3, $4)")
                        .bind(0, Digest.sha256(ticket).hex())
                        .bind(1, user.accountId())
                        .bind(2, user.id())
                        .bind(3, clock.instant().plus(TICKET))
                        .fetch()
                        .rowsUpdated())
                .thenReturn(ticket);
    }

    Mono<Ticket> redeem(String ticket) {
        return database.sql(
                        "DELETE FROM sign_on_ticket WHERE hash = $1 AND expires_at > $2 RETURNING account_id, user_id")
                .bind(0, Digest.sha256(ticket).hex())
                .bind(1, clock.instant())
                .mapProperties(Ticket.class)
                .one();
    }

    private static String context(String hash) {
        return "sign-on:" + hash;
    }
}
