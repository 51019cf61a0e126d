package dev.switchboard.admin.analytics;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import java.time.Clock;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Counts an account's conversations again. Readers see the old figures until the new ones are all there, and what
/// happens meanwhile waits for it and is counted then: both are one transaction's. Figures whose conversations are
/// not kept any more stay as they are.
@Component
class RebuildReports {
    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Audit audit;
    private final Clock clock;

    RebuildReports(DatabaseClient database, TransactionalOperator transaction, Audit audit, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.audit = audit;
        this.clock = clock;
    }

    /// @return how many cells there are now
    Mono<Long> rebuild(UUID accountId) {
        return hold(accountId)
                .then(run("""
                        DELETE FROM report_cell c USING report_account a
                        WHERE a.account_id = $1 AND c.account_id = $1 AND c.slot >= a.floor
                        """, accountId))
                .then(run("""
                        INSERT INTO report_cell
                        SELECT s.account_id, s.slot, s.inbox_id, s.channel, s.agent_id, s.measure, s.bucket, sum(s.n),
                            sum(s.total)
                        FROM report_account a, conversation_moments c, report_shares(c) s
                        WHERE a.account_id = $1 AND c.account_id = $1 AND c.slot >= a.floor
                        GROUP BY 1, 2, 3, 4, 5, 6, 7
                        """, accountId))
                .flatMap(cells -> audit.tell(accountId, Act.of("reports.rebuilt", "reports", null))
                        .thenReturn(cells))
                .as(transaction::transactional);
    }

    private Mono<Long> hold(UUID accountId) {
        return database.sql("""
                        INSERT INTO report_account (account_id, rebuilt_at) VALUES ($1, $2)
                        ON CONFLICT (account_id) DO UPDATE SET rebuilt_at = EXCLUDED.rebuilt_at
                        """)
                .bind(0, accountId)
                .bind(1, clock.instant())
                .fetch()
                .rowsUpdated();
    }

    private Mono<Long> run(String sql, UUID accountId) {
        return database.sql(sql).bind(0, accountId).fetch().rowsUpdated();
    }
}
