package dev.switchboard.admin.session;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.SecretKeyBase;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Counts log-in attempts for each e-mail address, known or not, over all replicas. An attempt counts before the
/// password is looked at, so that many at once get no more tries than one after the other.
@Component
class LoginThrottle {
    private static final int BUCKETS = 65_536;

    private final DatabaseClient database;
    private final SessionSettings settings;
    private final Clock clock;
    private final SecretKeySpec key;

    LoginThrottle(DatabaseClient database, SessionSettings settings, Clock clock, SecretKeyBase base) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
        this.key = new SecretKeySpec(base.derive("login-throttle"), "HmacSHA256");
    }

    private record Attempts(int attempts, Instant since) {}

    /// Fails with 429 when the address has used up its attempts.
    Mono<Void> admit(String email) {
        Instant now = clock.instant();
        return database.sql("""
                        INSERT INTO login_attempts AS l (bucket, attempts, since) VALUES ($1, 1, $2)
                        ON CONFLICT (bucket) DO UPDATE SET
                            attempts = CASE WHEN l.since < $3 THEN 1 ELSE l.attempts + 1 END,
                            since = CASE WHEN l.since < $3 THEN EXCLUDED.since ELSE l.since END
                        RETURNING attempts, since
                        """)
                .bind(0, bucket(email))
                .bind(1, now)
                .bind(2, now.minus(settings.window()))
                .mapProperties(Attempts.class)
                .one()
                .flatMap(made -> made.attempts() > settings.attempts() ? Mono.error(refusal(made, now)) : Mono.empty());
    }

    Mono<Void> forget(String email) {
        return database.sql("DELETE FROM login_attempts WHERE bucket = $1")
                .bind(0, bucket(email))
                .fetch()
                .rowsUpdated()
                .then();
    }

    private Problem refusal(Attempts made, Instant now) {
        long minutes =
                Duration.between(now, made.since().plus(settings.window())).toMinutes() + 1;
        return Problem.of(ProblemCode.RATE_LIMIT_EXCEEDED, "Too many attempts to log in")
                .advise("Try again in " + minutes + (minutes == 1 ? " minute." : " minutes."));
    }

    private int bucket(String email) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] hash = mac.doFinal(email.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            return ((hash[0] & 0xff) << 8 | hash[1] & 0xff) % BUCKETS;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }
}
