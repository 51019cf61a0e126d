package dev.switchboard.admin.twofactor;

import dev.switchboard.common.secret.SecretBox;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Whose login needs a second factor. Seeds rest sealed, each for its user.
@Component
class Factors {
    private final DatabaseClient database;
    private final SecretBox box;
    private final Clock clock;

    Factors(DatabaseClient database, SecretBox box, Clock clock) {
        this.database = database;
        this.box = box;
        this.clock = clock;
    }

    /// @param confirmedAt absent while its user has not shown a first code
    /// @param lastStep the step of the code that was used last
    record Factor(Totp totp, @Nullable Instant confirmedAt, long lastStep) {
        boolean confirmed() {
            return confirmedAt != null;
        }
    }

    private record FactorRow(String seed, @Nullable Instant confirmedAt, long lastStep) {}

    Mono<Factor> of(UUID userId) {
        return database.sql("SELECT seed, confirmed_at, last_step FROM two_factor WHERE user_id = $1")
                .bind(0, userId)
                .mapProperties(FactorRow.class)
                .one()
                .map(row -> new Factor(
                        new Totp(Base32.decode(box.open(row.seed(), context(userId)))),
                        row.confirmedAt(),
                        row.lastStep()));
    }

    /// Puts a seed in the place of one that was never confirmed. False where one is.
    Mono<Boolean> enrol(UUID userId, String seed) {
        return database.sql("""
                        INSERT INTO two_factor AS f (user_id, seed) VALUES ($1, $2)
                        ON CONFLICT (user_id) DO UPDATE SET seed = EXCLUDED.seed, last_step = 0
                        WHERE f.confirmed_at IS NULL
                        """)
                .bind(0, userId)
                .bind(1, box.seal(seed, context(userId)))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /// Marks the code of this step as used and the factor as confirmed. False where somebody was faster.
    Mono<Boolean> use(UUID userId, long step) {
        return database.sql("""
                        UPDATE two_factor SET last_step = $2, confirmed_at = coalesce(confirmed_at, $3)
                        WHERE user_id = $1 AND last_step < $2
                        """)
                .bind(0, userId)
                .bind(1, step)
                .bind(2, clock.instant())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /// With all recovery codes. False where there was none.
    Mono<Boolean> remove(UUID userId) {
        return database.sql("DELETE FROM two_factor WHERE user_id = $1")
                .bind(0, userId)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<Void> keepRecoveryCodes(UUID userId, Collection<String> hashes) {
        return database.sql("DELETE FROM recovery_code WHERE user_id = $1")
                .bind(0, userId)
                .fetch()
                .rowsUpdated()
                .then(database.sql("INSERT INTO recovery_code (user_id, hash) SELECT $1, unnest($2::text[])")
                        .bind(0, userId)
                        .bind(1, hashes.toArray(String[]::new))
                        .fetch()
                        .rowsUpdated())
                .then();
    }

    /// False where it is none, or was used: of many at once, one is right.
    Mono<Boolean> useRecoveryCode(UUID userId, String hash) {
        return database.sql("DELETE FROM recovery_code WHERE user_id = $1 AND hash = $2")
                .bind(0, userId)
                .bind(1, hash)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<Long> recoveryCodesLeft(UUID userId) {
        return database.sql("SELECT count(*) FROM recovery_code WHERE user_id = $1")
                .bind(0, userId)
                .mapValue(Long.class)
                .one();
    }

    private static String context(UUID userId) {
        return "totp:" + userId;
    }
}
