package dev.switchboard.conversation.retention;

import dev.switchboard.conversation.store.Columns;
import io.r2dbc.spi.Readable;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The policies of all accounts; an inbox has at most one.
@Repository
class RetentionPolicies {
    private final DatabaseClient database;

    RetentionPolicies(DatabaseClient database) {
        this.database = database;
    }

    Flux<RetentionPolicy> of(UUID accountId) {
        return database.sql("""
                        SELECT account_id, inbox_id, days, action, updated_at FROM retention_policy
                        WHERE account_id = $1 ORDER BY inbox_id
                        """)
                .bind(0, accountId)
                .map(RetentionPolicies::policy)
                .all();
    }

    Mono<RetentionPolicy> keep(RetentionPolicy policy) {
        return database.sql("""
                        INSERT INTO retention_policy (account_id, inbox_id, days, action, updated_at)
                        VALUES ($1, $2, $3, $4, $5)
                        ON CONFLICT (account_id, inbox_id) DO UPDATE SET days = EXCLUDED.days,
                            action = EXCLUDED.action, updated_at = EXCLUDED.updated_at
                        """)
                .bind(0, policy.accountId())
                .bind(1, policy.inboxId())
                .bind(2, policy.days())
                .bind(3, policy.action().wire())
                .bind(4, policy.updatedAt().atOffset(ZoneOffset.UTC))
                .then()
                .thenReturn(policy);
    }

    /// False where there was none.
    Mono<Boolean> remove(UUID accountId, UUID inboxId) {
        return database.sql("DELETE FROM retention_policy WHERE account_id = $1 AND inbox_id = $2")
                .bind(0, accountId)
                .bind(1, inboxId)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static RetentionPolicy policy(Readable row) {
        Columns c = new Columns(row);
        Integer days = c.integerOrNull("days");
        return new RetentionPolicy(
                c.uuid("account_id"),
                c.uuid("inbox_id"),
                days == null ? RetentionPolicy.MOST_DAYS : days,
                c.constant("action", RetentionPolicy.Action.class),
                c.instant("updated_at"));
    }
}
