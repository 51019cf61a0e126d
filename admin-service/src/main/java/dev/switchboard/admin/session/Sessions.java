package dev.switchboard.admin.session;

import dev.switchboard.admin.user.User;
import dev.switchboard.common.id.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
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
    Mono<Opened> open(User user) {
        Opened opened = new Opened(Ids.next(), Ids.secret());
        Instant now = clock.instant();
        return database.sql("DELETE FROM auth_session WHERE user_id = $1 AND expires_at < $2")
                .bind(0, user.id())
                .bind(1, now)
                .fetch()
                .rowsUpdated()
                .then(database.sql("""
                                INSERT INTO auth_session (id, account_id, user_id, renew_hash, created_at, expires_at)
                                VALUES ($1, $2, $3, $4, $5, $6)
                                """)
                        .bind(0, opened.sessionId())
                        .bind(1, user.accountId())
                        .bind(2, user.id())
                        .bind(3, hash(opened.renewToken()))
                        .bind(4, now)
                        .bind(5, now.plus(settings.renewable()))
                        .fetch()
                        .rowsUpdated())
                .thenReturn(opened);
    }

    /// Puts the next renew token in the place of this one; empty when it is good for nothing.
    Mono<Renewed> renew(String renewToken, String nextToken) {
        return database.sql("""
                        UPDATE auth_session SET renew_hash = $2 WHERE renew_hash = $1 AND expires_at > $3
                        RETURNING id, account_id, user_id
                        """)
                .bind(0, hash(renewToken))
                .bind(1, hash(nextToken))
                .bind(2, clock.instant())
                .mapProperties(Renewed.class)
                .one();
    }

    /// True when it was in force until now.
    Mono<Boolean> close(UUID accountId, UUID sessionId) {
        return database.sql("DELETE FROM auth_session WHERE account_id = $1 AND id = $2")
                .bind(0, accountId)
                .bind(1, sessionId)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static String hash(String token) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
