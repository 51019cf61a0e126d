package dev.switchboard.channel.email;

import dev.switchboard.channel.channel.Connections;
import dev.switchboard.channel.channel.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// How far each mailbox is read, and how it is. One replica reads a mailbox at a time; its lease ends by itself.
@Component
class Mailboxes implements Connections {
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final DatabaseClient database;

    Mailboxes(DatabaseClient database) {
        this.database = database;
    }

    /// @param uidValidity absent before the first look
    /// @param checkedAt the last look that went well
    record MailboxRow(
            UUID inboxId,
            UUID accountId,
            @Nullable Long uidValidity,
            long lastUid,
            int failures,
            @Nullable Instant checkedAt) {}

    private record StateRow(
            UUID inboxId,
            String externalId,
            boolean listening,
            @Nullable Instant checkedAt,
            int failures,
            @Nullable String error,
            @Nullable Instant errorAt,
            long backlog) {
        Health health() {
            if (!listening) {
                return Health.DISABLED;
            }
            return failures == 0 ? Health.HEALTHY : failures == 1 ? Health.DEGRADED : Health.UNHEALTHY;
        }
    }

    /// Every connected mailbox has a state; one that was connected to another address begins anew.
    Mono<Void> meet() {
        return database.sql("""
                        INSERT INTO mailbox AS m (inbox_id, account_id, external_id)
                        SELECT inbox_id, account_id, external_id FROM provider_account p WHERE provider = $1
                            AND NOT EXISTS (SELECT 1 FROM mailbox o WHERE o.inbox_id = p.inbox_id
                                AND o.external_id = p.external_id)
                        ON CONFLICT (inbox_id) DO UPDATE SET account_id = EXCLUDED.account_id,
                            external_id = EXCLUDED.external_id, uid_validity = NULL, last_uid = 0, due_at = now(),
                            checked_at = NULL, failures = 0, error = NULL, error_at = NULL, backlog = 0
                        """).bind(0, EmailSettings.PROVIDER).then();
    }

    Flux<MailboxRow> claim(int most) {
        return database.sql("""
                        UPDATE mailbox SET leased_until = now() + $2 * interval '1 millisecond'
                        WHERE inbox_id IN (
                            SELECT m.inbox_id FROM mailbox m JOIN provider_account p ON p.inbox_id = m.inbox_id
                            WHERE m.listening AND p.provider = $3 AND m.due_at <= now()
                                AND (m.leased_until IS NULL OR m.leased_until < now())
                            ORDER BY m.due_at LIMIT $1 FOR UPDATE OF m SKIP LOCKED)
                        RETURNING inbox_id, account_id, uid_validity, last_uid, failures, checked_at
                        """)
                .bind(0, most)
                .bind(1, LEASE.toMillis())
                .bind(2, EmailSettings.PROVIDER)
                .mapProperties(MailboxRow.class)
                .all();
    }

    /// Everything up to there is durable.
    Mono<Void> read(MailboxRow mailbox, long uidValidity, long lastUid) {
        return database.sql("UPDATE mailbox SET uid_validity = $2, last_uid = $3 WHERE inbox_id = $1")
                .bind(0, mailbox.inboxId())
                .bind(1, uidValidity)
                .bind(2, lastUid)
                .then();
    }

    /// @param backlog mails that wait for the next look
    Mono<Void> well(MailboxRow mailbox, long backlog, Duration next) {
        return database.sql("""
                        UPDATE mailbox SET leased_until = NULL, due_at = now() + $3 * interval '1 millisecond',
                            checked_at = now(), failures = 0, error = NULL, error_at = NULL, backlog = $2
                        WHERE inbox_id = $1
                        """)
                .bind(0, mailbox.inboxId())
                .bind(1, backlog)
                .bind(2, next.toMillis())
                .then();
    }

    Mono<Void> failed(MailboxRow mailbox, String error, Duration next) {
        return database.sql("""
                        UPDATE mailbox SET leased_until = NULL, due_at = now() + $3 * interval '1 millisecond',
                            failures = failures + 1, error = $2, error_at = now()
                        WHERE inbox_id = $1
                        """)
                .bind(0, mailbox.inboxId())
                .bind(1, error)
                .bind(2, next.toMillis())
                .then();
    }

    @Override
    public Flux<Connection> of(UUID accountId) {
        return database.sql("""
                        SELECT m.inbox_id, m.external_id, m.listening, m.checked_at, m.failures, m.error, m.error_at,
                            m.backlog
                        FROM mailbox m JOIN provider_account p ON p.inbox_id = m.inbox_id
                        WHERE m.account_id = $1 AND p.provider = $2 ORDER BY m.inbox_id LIMIT 1000
                        """)
                .bind(0, accountId)
                .bind(1, EmailSettings.PROVIDER)
                .mapProperties(StateRow.class)
                .all()
                .map(row -> new Connection(
                        row.inboxId(),
                        EmailSettings.PROVIDER,
                        row.externalId(),
                        row.health(),
                        row.checkedAt(),
                        row.error(),
                        row.errorAt(),
                        row.backlog()));
    }

    /// Once may be a restart of the server; more often is trouble.
    Mono<Boolean> works(UUID inboxId) {
        return database.sql(
                        "SELECT NOT EXISTS (SELECT 1 FROM mailbox WHERE inbox_id = $1 AND listening AND failures > 1)")
                .bind(0, inboxId)
                .mapValue(Boolean.class)
                .one();
    }

    /// @param inboxId of one mailbox; all of the account's where absent
    /// @return how many there are
    Mono<Long> listen(UUID accountId, @Nullable UUID inboxId, boolean listening) {
        return meet().then(database.sql("""
                        UPDATE mailbox m SET listening = $3, due_at = CASE WHEN $3 THEN now() ELSE due_at END
                        FROM provider_account p WHERE p.inbox_id = m.inbox_id AND p.provider = $4
                            AND m.account_id = $1 AND ($2::uuid IS NULL OR m.inbox_id = $2)
                        """)
                .bind(0, accountId)
                .bind(1, Parameter.fromOrEmpty(inboxId, UUID.class))
                .bind(2, listening)
                .bind(3, EmailSettings.PROVIDER)
                .fetch()
                .rowsUpdated());
    }
}
