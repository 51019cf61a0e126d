package dev.switchboard.admin.mail;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.secret.SecretBox;
import java.time.Duration;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Letters that wait to be sent, sealed because their links open accounts; what a letter said is forgotten once it is
/// sent or given up.
@Component
public class Mails {
    private final DatabaseClient database;
    private final SecretBox box;
    private final MailSettings settings;
    private final MailBell bell;

    Mails(DatabaseClient database, SecretBox box, MailSettings settings, MailBell bell) {
        this.database = database;
        this.box = box;
        this.settings = settings;
        this.bell = bell;
    }

    /// In the running transaction: it goes out when that commits, or not at all. Gives the mail's id.
    public Mono<UUID> add(Letter letter) {
        UUID id = Ids.next();
        return database.sql("INSERT INTO mail_job (id, letter) VALUES ($1, $2)")
                .bind(0, id)
                .bind(1, box.seal(WireJson.write(letter), context(id)))
                .fetch()
                .rowsUpdated()
                .then(wakeAfterCommit())
                .thenReturn(id);
    }

    private Mono<Void> wakeAfterCommit() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new Wake(bell)))
                .then();
    }

    private record Wake(MailBell bell) implements TransactionSynchronization {
        @Override
        public Mono<Void> afterCommit() {
            bell.ring();
            return Mono.empty();
        }
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
                        WireJson.read(box.open(row.letter(), context(row.id())), Letter.class),
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
                .bind(2, state.name().toLowerCase(java.util.Locale.ROOT))
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

    private static String context(UUID id) {
        return "mail:" + id;
    }
}
