package dev.switchboard.admin.passwordreset;

import dev.switchboard.admin.user.User;
import dev.switchboard.common.secret.Digest;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Links that set a password. A token is kept as its hash and is good once.
@Component
class Resets {
    private final DatabaseClient database;
    private final Clock clock;

    Resets(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Whose password a link sets.
    record Target(UUID accountId, UUID userId) {}

    /// Also forgets those that have run out.
    ///
    /// @param user nobody's link opens nothing and costs the same
    Mono<Void> add(String token, @Nullable User user, Instant expiresAt) {
        return database.sql("DELETE FROM password_reset WHERE expires_at < $1")
                .bind(0, clock.instant())
                .fetch()
                .rowsUpdated()
                .then(database.sql("INSERT INTO password_reset (token_hash, user_id, expires_at) VALUES ($1, $2, $3)")
                        .bind(0, Digest.sha256(token).hex())
                        .bind(1, Parameter.fromOrEmpty(user == null ? null : user.id(), UUID.class))
                        .bind(2, expiresAt)
                        .fetch()
                        .rowsUpdated())
                .then();
    }

    /// Whose it is, without using it up.
    Mono<Target> target(String token) {
        return database.sql("""
                        SELECT u.account_id, u.id AS user_id
                        FROM password_reset r JOIN app_user u ON u.id = r.user_id
                        WHERE r.token_hash = $1 AND r.expires_at > $2
                        """)
                .bind(0, Digest.sha256(token).hex())
                .bind(1, clock.instant())
                .mapProperties(Target.class)
                .one();
    }

    /// Uses it up. False where somebody was faster.
    Mono<Boolean> use(String token) {
        return database.sql("DELETE FROM password_reset WHERE token_hash = $1 AND expires_at > $2")
                .bind(0, Digest.sha256(token).hex())
                .bind(1, clock.instant())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /// All other links of the user are good no more.
    Mono<Void> forget(UUID userId) {
        return database.sql("DELETE FROM password_reset WHERE user_id = $1")
                .bind(0, userId)
                .fetch()
                .rowsUpdated()
                .then();
    }
}
