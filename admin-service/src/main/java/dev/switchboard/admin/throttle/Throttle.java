package dev.switchboard.admin.throttle;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.Hmac;
import dev.switchboard.common.secret.SecretKeyBase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Counts what can be guessed at, over all replicas: passwords for each e-mail address, known or not, codes for each
/// user. An attempt counts before anything is looked at, so that many at once get no more tries than one after the
/// other.
@Component
public class Throttle {
    private static final int BUCKETS = 65_536;

    private final DatabaseClient database;
    private final ThrottleSettings settings;
    private final Clock clock;
    private final Hmac key;

    Throttle(DatabaseClient database, ThrottleSettings settings, Clock clock, SecretKeyBase base) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
        this.key = Hmac.sha256(base.derive("login-throttle"));
    }

    /// What is tried. Each is counted apart, so that one who asks for a new password all day stops no login.
    public enum Kind {
        LOGIN("log in"),
        CODE("give a code"),
        RESET("reset the password");

        private final String deed;

        Kind(String deed) {
            this.deed = deed;
        }
    }

    private record Attempts(int attempts, Instant since) {}

    /// Fails with 429 when the subject has used up its attempts.
    public Mono<Void> admit(Kind kind, String subject) {
        Instant now = clock.instant();
        return database.sql("""
                        INSERT INTO login_attempts AS l (bucket, attempts, since) VALUES ($1, 1, $2)
                        ON CONFLICT (bucket) DO UPDATE SET
                            attempts = CASE WHEN l.since < $3 THEN 1 ELSE l.attempts + 1 END,
                            since = CASE WHEN l.since < $3 THEN EXCLUDED.since ELSE l.since END
                        RETURNING attempts, since
                        """)
                .bind(0, bucket(kind, subject))
                .bind(1, now)
                .bind(2, now.minus(settings.window()))
                .mapProperties(Attempts.class)
                .one()
                .flatMap(made ->
                        made.attempts() > settings.attempts() ? Mono.error(refusal(kind, made, now)) : Mono.empty());
    }

    /// After a success.
    public Mono<Void> forget(Kind kind, String subject) {
        return database.sql("DELETE FROM login_attempts WHERE bucket = $1")
                .bind(0, bucket(kind, subject))
                .fetch()
                .rowsUpdated()
                .then();
    }

    private Problem refusal(Kind kind, Attempts made, Instant now) {
        long minutes =
                Duration.between(now, made.since().plus(settings.window())).toMinutes() + 1;
        return Problem.of(ProblemCode.RATE_LIMIT_EXCEEDED, "Too many attempts to " + kind.deed)
                .advise("Try again in " + minutes + (minutes == 1 ? " minute." : " minutes."));
    }

    private int bucket(Kind kind, String subject) {
        byte[] whose = subject.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        byte[] hash = key.of(new byte[] {(byte) kind.ordinal()}, whose).bytes();
        return ((hash[0] & 0xff) << 8 | hash[1] & 0xff) % BUCKETS;
    }
}
