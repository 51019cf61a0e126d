package dev.switchboard.admin.session;

import dev.switchboard.admin.user.User;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.secret.Digest;
import java.time.Clock;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Logins that have shown the password and owe the second factor. The id is the one thing that proves it: it is kept as
/// its hash.
@Component
class Challenges {
    private final DatabaseClient database;
    private final SessionSettings settings;
    private final Clock clock;

    Challenges(DatabaseClient database, SessionSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    record Challenge(UUID accountId, UUID userId) {}

    /// Also forgets those that have run out.
    Mono<String> open(User user) {
        String id = Ids.secret();
        return database.sql("DELETE FROM login_challenge WHERE expires_at < $1")
                .bind(0, clock.instant())
                .fetch()
                .rowsUpdated()
                .then(database.sql("""
                                INSERT INTO login_challenge (hash, account_id, user_id, expires_at)
                                VALUES ($1, $2, $3, $4)
                                """)
                        .bind(0, Digest.sha256(id).hex())
                        .bind(1, user.accountId())
                        .bind(2, user.id())
                        .bind(3, clock.instant().plus(settings.challenge()))
                        .fetch()
                        .rowsUpdated())
                .thenReturn(id);
    }

    Mono<Challenge> of(String id) {
        return database.sql("SELECT account_id, user_id FROM login_challenge WHERE hash = $1 AND expires_at > $2")
                .bind(0, Digest.sha256(id).hex())
                .bind(1, clock.instant())
                .mapProperties(Challenge.class)
                .one();
    }

    /// False where it was met already.
    Mono<Boolean> meet(String id) {
        return database.sql("DELETE FROM login_challenge WHERE hash = $1")
                .bind(0, Digest.sha256(id).hex())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }
}
