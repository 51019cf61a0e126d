package dev.switchboard.admin.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/// Finds entries of one account.
@Repository
class AuditEntries {
    private static final String MATCHING = """
            SELECT number, occurred_at, entry, hash FROM audit_entry
            WHERE account_id = $1 AND ($2::text IS NULL OR actor_id = $2) AND ($3::text IS NULL OR action LIKE $3)
              AND ($4::text IS NULL OR thing_type = $4) AND ($5::text IS NULL OR thing_id = $5)
              AND ($6::text IS NULL OR address = $6)
              AND ($7::timestamptz IS NULL OR occurred_at >= $7) AND ($8::timestamptz IS NULL OR occurred_at < $8)
            """;

    private final DatabaseClient database;

    AuditEntries(DatabaseClient database) {
        this.database = database;
    }

    /// At most `limit` entries, the newest first.
    ///
    /// @param before only those with a smaller number
    Flux<Link> newest(UUID accountId, EntryFilter filter, @Nullable Long before, int limit) {
        return page(
                MATCHING + " AND number < $9 ORDER BY number DESC LIMIT $10",
                accountId,
                filter,
                before == null ? Long.MAX_VALUE : before,
                limit);
    }

    /// At most `limit` entries, the oldest first.
    Flux<Link> oldest(UUID accountId, EntryFilter filter, long after, int limit) {
        return page(MATCHING + " AND number > $9 ORDER BY number LIMIT $10", accountId, filter, after, limit);
    }

    private Flux<Link> page(String sql, UUID accountId, EntryFilter filter, long from, int limit) {
        return database.sql(sql)
                .bind(0, accountId)
                .bind(1, Parameter.fromOrEmpty(filter.actor(), String.class))
                .bind(2, Parameter.fromOrEmpty(filter.actionPattern(), String.class))
                .bind(3, Parameter.fromOrEmpty(filter.thingType(), String.class))
                .bind(4, Parameter.fromOrEmpty(filter.thing(), String.class))
                .bind(5, Parameter.fromOrEmpty(filter.address(), String.class))
                .bind(6, Parameter.fromOrEmpty(filter.from(), Instant.class))
                .bind(7, Parameter.fromOrEmpty(filter.to(), Instant.class))
                .bind(8, from)
                .bind(9, limit)
                .mapProperties(Link.class)
                .all();
    }
}
