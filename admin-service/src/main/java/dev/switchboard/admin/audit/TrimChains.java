package dev.switchboard.admin.audit;

import dev.switchboard.common.contract.AuditRecorded;
import dev.switchboard.common.contract.AuditRecorded.Actor;
import dev.switchboard.common.contract.AuditRecorded.Change;
import dev.switchboard.common.contract.AuditRecorded.Kind;
import dev.switchboard.common.contract.AuditRecorded.Thing;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.service.Trace;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Removes entries that were kept long enough. An entry of its own says up to where, with the hash of the last one
/// removed, so that the rest is verified from there.
@Component
class TrimChains {
    private static final String ACTION = "audit_log.trimmed";
    private static final String NUMBER = "number";
    private static final String HASH = "hash";

    private final AuditChains chains;
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Clock clock;

    TrimChains(AuditChains chains, DatabaseClient database, TransactionalOperator transaction, Clock clock) {
        this.chains = chains;
        this.database = database;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// @return how many entries went
    Mono<Long> trim(UUID accountId, Instant before) {
        return chains.locked(accountId)
                .flatMap(head -> last(head, before).flatMap(last -> remove(head, last)))
                .defaultIfEmpty(0L)
                .as(transaction::transactional);
    }

    /// The last entry of those at the beginning that are all old; an older one behind a newer one waits for it.
    private Mono<Link> last(Head head, Instant before) {
        return database.sql("""
                        SELECT number, occurred_at, entry, hash FROM audit_entry
                        WHERE account_id = $1 AND number < coalesce(
                            (SELECT min(number) FROM audit_entry WHERE account_id = $1 AND occurred_at >= $2), $3)
                        ORDER BY number DESC LIMIT 1
                        """)
                .bind(0, head.accountId())
                .bind(1, before)
                .bind(2, head.number() + 1)
                .mapProperties(Link.class)
                .one();
    }

    private Mono<Long> remove(Head head, Link last) {
        AuditRecorded said = new AuditRecorded(
                Ids.next(),
                head.accountId(),
                clock.instant(),
                new Actor(Kind.SYSTEM, null, null),
                ACTION,
                new Thing("audit_log", null, null),
                null,
                null,
                Trace.current().traceId(),
                List.of(
                        new Change(NUMBER, Long.toString(head.floorNumber()), Long.toString(last.number())),
                        new Change(HASH, null, last.hash())));
        return chains.append(head, List.of(said))
                .flatMap(longer -> chains.move(longer.from(last.number(), last.hash())))
                .then(database.sql("DELETE FROM audit_entry WHERE account_id = $1 AND number <= $2")
                        .bind(0, head.accountId())
                        .bind(1, last.number())
                        .fetch()
                        .rowsUpdated());
    }

    /// Whether the entry says that everything up to this head's floor was removed.
    static boolean names(AuditRecorded entry, Head head) {
        return entry.action().equals(ACTION)
                && says(entry, NUMBER, Long.toString(head.floorNumber()))
                && says(entry, HASH, head.floorHash());
    }

    private static boolean says(AuditRecorded entry, String field, String value) {
        return entry.changes().stream()
                .anyMatch(change -> change.field().equals(field) && value.equals(change.after()));
    }
}
