package dev.switchboard.channel.mail;

import dev.switchboard.channel.channel.Connections;
import dev.switchboard.channel.channel.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// How far each mailbox is read, and how it is. One replica reads a mailbox at a time; its lease ends by itself.
@Component
public class Mailboxes implements Connections {
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final DatabaseClient database;

    Mailboxes(DatabaseClient database) {
        this.database = database;
    }

    /// @param uidValidity what `lastUid` counts in; absent before the first look
    /// @param lastUid how far it is read: an IMAP server's UID, or the id of Gmail's history
    /// @param checkedAt the last look that went well
    public record MailboxRow(
            UUID inboxId,
            UUID accountId,
            String provider,
            @Nullable Long uidValidity,
            long lastUid,
            int failures,
            @Nullable Instant checkedAt) {}

    private record StateRow(
            UUID inboxId,
            String provider,
            String externalId,
            boolean listening,
            @Nullable Instant checkedAt,
            int failures,
            @Nullable String error,
            @Nullable Instant errorAt,
            long backlog,
            boolean ended) {
        Health health() {
            if (!listening) {
                return Health.DISABLED;
            }
            if (ended) {
                return Health.UNHEALTHY;
            }
            return failures == 0 ? Health.HEALTHY : failures == 1 ? Health.DEGRADED : Health.UNHEALTHY;
        }
    }

    /// Every connected mailbox has a state; one that was connected to another address begins anew.
    Mono<Void> meet(Collection<String> providers) {
        return database.sql("""
                        INSERT INTO mailbox AS m (inbox_id, account_id, provider, external_id)
                        SELECT inbox_id, account_id, provider, external_id FROM provider_account p
                        WHERE provider = ANY($1) AND NOT EXISTS (SELECT 1 FROM mailbox o
                            WHERE o.inbox_id = p.inbox_id AND o.provider = p.provider AND o.external_id = p.external_id)
                        ON CONFLICT (inbox_id) DO UPDATE SET account_id = EXCLUDED.account_id,
                            provider = EXCLUDED.provider, external_id = EXCLUDED.external_id, uid_validity = NULL, last_uid = 0, due_at = now(),
                            checked_at = NULL, failures = 0, error = NULL, error_at = NULL, backlog = 0, ended = false
                        """).bind(0, providers.toArray(String[]::new)).then();
    }

    /// What was connected anew is read again, though the provider had ended it.
    Flux<MailboxRow> claim(int most) {
        return database.sql("""
                        UPDATE mailbox SET leased_until = now() + $2 * interval '1 millisecond'
                        WHERE inbox_id IN (
                            SELECT m.inbox_id FROM mailbox m
                            JOIN provider_account p ON p.inbox_id = m.inbox_id AND p.provider = m.provider
                            WHERE m.listening AND (m.due_at <= now() OR p.updated_at > m.error_at)
                                AND (NOT m.ended OR p.updated_at > m.error_at) AND (m.leased_until IS NULL OR m.leased_until < now())
                            ORDER BY m.due_at LIMIT $1 FOR UPDATE OF m SKIP LOCKED)
                        RETURNING inbox_id, account_id, provider, uid_validity, last_uid, failures, checked_at
                        """)
                .bind(0, most)
                .bind(1, LEASE.toMillis())
                .mapProperties(MailboxRow.class)
                .all();
    }

    /// A look that takes long is still going on.
    public Mono<Void> hold(MailboxRow mailbox) {
        return database.sql(
                        "UPDATE mailbox SET leased_until = now() + $2 * interval '1 millisecond' WHERE inbox_id = $1")
                .bind(0, mailbox.inboxId())
                .bind(1, LEASE.toMillis())
                .then();
    }

    /// Everything up to there is durable.
    public Mono<Void> read(MailboxRow mailbox, long uidValidity, long lastUid) {
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
                            checked_at = now(), failures = 0, error = NULL, error_at = NULL, ended = false, backlog = $2
                        WHERE inbox_id = $1
                        """)
                .bind(0, mailbox.inboxId())
                .bind(1, backlog)
                .bind(2, next.toMillis())
                .then();
    }

    /// @param ended it is not looked into again until it is connected anew
    Mono<Void> failed(MailboxRow mailbox, String error, boolean ended, Duration next) {
        return database.sql("""
                        UPDATE mailbox SET leased_until = NULL, due_at = now() + $3 * interval '1 millisecond',
                            failures = failures + 1, error = $2, error_at = now(), ended = $4
                        WHERE inbox_id = $1
                        """)
                .bind(0, mailbox.inboxId())
                .bind(1, error)
                .bind(2, next.toMillis())
                .bind(3, ended)
                .then();
    }

    @Override
    public Flux<Connection> of(UUID accountId) {
        return database.sql("""
                        SELECT m.inbox_id, m.provider, m.external_id, m.listening, m.checked_at, m.failures, m.error,
                            m.error_at, m.backlog, m.ended
                        FROM mailbox m JOIN provider_account p ON p.inbox_id = m.inbox_id AND p.provider = m.provider
                        WHERE m.account_id = $1 ORDER BY m.inbox_id LIMIT 1000
                        """)
                .bind(0, accountId)
                .mapProperties(StateRow.class)
                .all()
                .map(row -> new Connection(
                        row.inboxId(),
                        row.provider(),
                        row.externalId(),
                        row.health(),
                        row.checkedAt(),
                        row.error(),
                        row.errorAt(),
                        row.backlog()));
    }

    /// Once may be a restart of the server; more often is trouble.
    public Mono<Boolean> works(UUID inboxId) {
        return database.sql(
                        "SELECT NOT EXISTS (SELECT 1 FROM mailbox WHERE inbox_id = $1 AND listening AND failures > 1)")
                .bind(0, inboxId)
                .mapValue(Boolean.class)
                .one();
    }

    /// @param inboxId of one mailbox; all of the account's where absent
    /// @return how many there are
    Mono<Long> listen(UUID accountId, @Nullable UUID inboxId, boolean listening) {
        return database.sql("""
                        UPDATE mailbox m SET listening = $3, due_at = CASE WHEN $3 THEN now() ELSE due_at END
                        FROM provider_account p WHERE p.inbox_id = m.inbox_id AND p.provider = m.provider
                            AND m.account_id = $1 AND ($2::uuid IS NULL OR m.inbox_id = $2)
                        """)
                .bind(0, accountId)
                .bind(1, Parameter.fromOrEmpty(inboxId, UUID.class))
                .bind(2, listening)
                .fetch()
                .rowsUpdated();
    }
}
