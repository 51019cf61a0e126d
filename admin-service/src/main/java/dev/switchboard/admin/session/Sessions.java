package dev.switchboard.admin.session;

import dev.switchboard.admin.user.User;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.secret.Digest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Logins in force. A renew token is kept as its hash and is good once.
@Component
class Sessions {
    private final DatabaseClient database;
    private final SessionSettings settings;
    private final Clock clock;

    Sessions(DatabaseClient database, SessionSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /// A login in force, with the token that renews it.
    record Opened(UUID sessionId, String renewToken) {}

    /// A login whose renew token was presented.
    record Renewed(UUID id, UUID accountId, UUID userId) {}

    /// Also forgets the user's logins that have run out, so that they do not pile up.
    Mono<Opened> open(User user, Device device) {
        Opened opened = new Opened(Ids.next(), Ids.secret());
        Instant now = clock.instant();
        return database.sql("DELETE FROM auth_session WHERE user_id = $1 AND expires_at < $2")
                .bind(0, user.id())
                .bind(1, now)
                .fetch()
                .rowsUpdated()
                .then(database.sql("""
                                INSERT INTO auth_session (id, account_id, user_id, renew_hash, created_at, expires_at,
                                    device, address, last_seen_at)
                                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $5)
                                """)
                        .bind(0, opened.sessionId())
                        .bind(1, user.accountId())
                        .bind(2, user.id())
                        .bind(3, Digest.sha256(opened.renewToken()).hex())
                        .bind(4, now)
                        .bind(5, now.plus(settings.renewable()))
                        .bind(6, device.name())
                        .bind(7, device.address())
                        .fetch()
                        .rowsUpdated())
                .thenReturn(opened);
    }

    /// A login that is another issuer's token. It is never renewed here. False where it was ended.
    Mono<Boolean> adopt(User user, UUID id, Instant expiresAt) {
        return database.sql("""
                        INSERT INTO auth_session (id, account_id, user_id, renew_hash, created_at, expires_at, last_seen_at,
                            device)
                        SELECT $1, $2, $3, $4, $5, $6, $5, 'Single sign-on'
                        WHERE NOT EXISTS (SELECT 1 FROM revoked_session WHERE session_id = $1)
                        ON CONFLICT (id) DO UPDATE SET last_seen_at = EXCLUDED.last_seen_at
                        """)
                .bind(0, id)
                .bind(1, user.accountId())
                .bind(2, user.id())
                .bind(3, Digest.sha256(Ids.secret()).hex())
                .bind(4, clock.instant())
                .bind(5, expiresAt)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /// Puts the next renew token in the place of this one; empty when it is good for nothing.
    Mono<Renewed> renew(String renewToken, String nextToken, Device device) {
        return database.sql("""
                        UPDATE auth_session SET renew_hash = $2, last_seen_at = $3, device = $4, address = $5
                        WHERE renew_hash = $1 AND expires_at > $3
                        RETURNING id, account_id, user_id
                        """)
                .bind(0, Digest.sha256(renewToken).hex())
                .bind(1, Digest.sha256(nextToken).hex())
                .bind(2, clock.instant())
                .bind(3, device.name())
                .bind(4, device.address())
                .mapProperties(Renewed.class)
                .one();
    }

    /// Those in force, the newest first; at most 1,000.
    Flux<OpenLogin> of(UUID accountId, UUID userId) {
        return database.sql("""
                        SELECT id, device, address, created_at, last_seen_at, expires_at FROM auth_session
                        WHERE account_id = $1 AND user_id = $2 AND expires_at > $3
                        ORDER BY created_at DESC, id LIMIT 1000
                        """)
                .bind(0, accountId)
                .bind(1, userId)
                .bind(2, clock.instant())
                .mapProperties(OpenLogin.class)
                .all();
    }

    /// Gives its id if it was in force until now.
    Flux<UUID> close(UUID accountId, UUID userId, UUID sessionId) {
        return database.sql("DELETE FROM auth_session WHERE account_id = $1 AND user_id = $2 AND id = $3 RETURNING id")
                .bind(0, accountId)
                .bind(1, userId)
                .bind(2, sessionId)
                .mapValue(UUID.class)
                .all();
    }

    /// Gives the ids of those that were in force.
    Flux<UUID> closeAll(UUID accountId, UUID userId, @Nullable UUID kept) {
        return database.sql("""
                        DELETE FROM auth_session WHERE account_id = $1 AND user_id = $2 AND id IS DISTINCT FROM $3
                        RETURNING id
                        """)
                .bind(0, accountId)
                .bind(1, userId)
                .bind(2, Parameter.fromOrEmpty(kept, UUID.class))
                .mapValue(UUID.class)
                .all();
    }

    Mono<Void> rememberRevoked(UUID accountId, List<UUID> ids, Instant expiresAt) {
        return ids.isEmpty()
                ? Mono.empty()
                : database.sql("INSERT INTO revoked_session (session_id, account_id, expires_at)"
                                + " SELECT id, $2, $3 FROM unnest($1::uuid[]) AS id ON CONFLICT DO NOTHING")
                        .bind(0, ids.toArray(UUID[]::new))
                        .bind(1, accountId)
                        .bind(2, expiresAt)
                        .fetch()
                        .rowsUpdated()
                        .then();
    }

    /// A login whose token has run out since it was revoked.
    record Spent(UUID sessionId, UUID accountId) {}

    /// Forgets such logins, at most so many, and gives them.
    Flux<Spent> forgetSpent(Instant before, int most) {
        return database.sql("""
                        DELETE FROM revoked_session WHERE session_id IN (
                            SELECT session_id FROM revoked_session WHERE expires_at < $1
                            ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)
                        RETURNING session_id, account_id
                        """)
                .bind(0, before)
                .bind(1, most)
                .mapProperties(Spent.class)
                .all();
    }
}
