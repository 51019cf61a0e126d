package dev.switchboard.admin.mail;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.secret.SecretBox;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The letters that wait for a worker. What a letter said is forgotten once it is sent or given up.
@Repository
class MailJobs {
    private final DatabaseClient database;
    private final SecretBox box;
    private final MailSettings settings;

    MailJobs(DatabaseClient database, SecretBox box, MailSettings settings) {
        this.database = database;
        this.box = box;
        this.settings = settings;
    }

    /// Leases letters to this worker, and letters whose lease has run out too.
    Flux<MailJob> take(int most) {
        return database.sql("""
                        UPDATE mail_job SET attempts = attempts + 1,
                            due_at = now() + $2 * interval '1 millisecond'
                        WHERE id IN (SELECT id FROM mail_job WHERE state = 'queued' AND due_at <= now()
                            ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
                        RETURNING id, letter, attempts
                        """)
                .bind(0, most)
                .bind(1, settings.lease().toMillis())
                .mapProperties(JobRow.class)
                .all()
                .map(row -> new MailJob(
                        row.id(),
                        WireJson.read(box.open(row.letter(), Mails.context(row.id())), Letter.class),
                        row.attempts()));
    }

    private record JobRow(UUID id, String letter, int attempts) {}

    Mono<Void> sent(MailJob job) {
        return end(job, MailState.SENT, "");
    }

    /// @param reason in words for the people of the account
    Mono<Void> failed(MailJob job, String reason) {
        return end(job, MailState.FAILED, reason);
    }

    private Mono<Void> end(MailJob job, MailState state, String reason) {
        return database.sql("""
                        UPDATE mail_job SET state = $3, reason = $4, letter = '', ended_at = now()
                        WHERE id = $1 AND attempts = $2 AND state = 'queued'
                        """)
                .bind(0, job.id())
                .bind(1, job.attempt())
                .bind(2, state.name().toLowerCase(Locale.ROOT))
                .bind(3, reason)
                .fetch()
                .rowsUpdated()
                .then();
    }

    Mono<Void> again(MailJob job, Duration pause, String reason) {
        return database.sql("""
                        UPDATE mail_job SET due_at = now() + $3 * interval '1 millisecond', reason = $4
                        WHERE id = $1 AND attempts = $2 AND state = 'queued'
                        """)
                .bind(0, job.id())
                .bind(1, job.attempt())
                .bind(2, pause.toMillis())
                .bind(3, reason)
                .fetch()
                .rowsUpdated()
                .then();
    }

    Mono<Long> forgetOld() {
        return database.sql("DELETE FROM mail_job WHERE ended_at < now() - $1 * interval '1 second'")
                .bind(0, settings.keep().toSeconds())
                .fetch()
                .rowsUpdated();
    }
}
