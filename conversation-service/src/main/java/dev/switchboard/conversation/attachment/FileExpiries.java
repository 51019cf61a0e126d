package dev.switchboard.conversation.attachment;

import dev.switchboard.conversation.store.Columns;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// When those files go that no message holds.
@Repository
class FileExpiries {
    private final DatabaseClient database;

    FileExpiries(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> expire(UUID accountId, UUID id, Instant due) {
        return database.sql("""
                        INSERT INTO file_expiry (account_id, id, due_at) VALUES ($1, $2, $3)
                        ON CONFLICT (account_id, id) DO UPDATE SET due_at = EXCLUDED.due_at
                        """)
                .bind(0, accountId)
                .bind(1, id)
                .bind(2, due.atOffset(ZoneOffset.UTC))
                .then();
    }

    /// What uploaders have not attached to anything goes now.
    Mono<Long> expireUnattached(UUID accountId, Collection<String> uploaders, Instant at) {
        return database.sql("""
                        UPDATE file_expiry e SET due_at = $3 FROM file f
                        WHERE e.account_id = $1 AND f.account_id = e.account_id AND f.id = e.id
                            AND f.uploaded_by = ANY($2) AND NOT f.attached
                        """)
                .bind(0, accountId)
                .bind(1, uploaders.toArray(String[]::new))
                .bind(2, at.atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated();
    }

    /// What is due.
    Flux<Expired> due(Instant now, int limit) {
        return database.sql("SELECT account_id, id FROM file_expiry WHERE due_at <= $1 ORDER BY due_at LIMIT $2")
                .bind(0, now.atOffset(ZoneOffset.UTC))
                .bind(1, limit)
                .map(row -> new Columns(row))
                .all()
                .map(c -> new Expired(c.uuid("account_id"), c.uuid("id")));
    }

    record Expired(UUID accountId, UUID id) {}

    /// Forgets a file that no message holds, and gives its room back.
    ///
    /// @return whether its bytes may go
    Mono<Boolean> forget(Expired expired) {
        Mono<Void> forgotten = database.sql("""
                        WITH gone AS (
                            DELETE FROM file WHERE account_id = $1 AND id = $2 AND NOT attached
                            RETURNING bytes, uploaded_by
                        )
                        UPDATE file_usage u SET bytes = greatest(u.bytes - g.bytes, 0) FROM gone g
                        WHERE u.account_id = $1 AND g.uploaded_by IS NOT NULL
                        """)
                .bind(0, expired.accountId())
                .bind(1, expired.id())
                .then();
        // another statement, which sees a message that took the file at the last moment
        Mono<Boolean> free = database.sql("SELECT NOT EXISTS (SELECT 1 FROM file WHERE account_id = $1 AND id = $2)")
                .bind(0, expired.accountId())
                .bind(1, expired.id())
                .mapValue(Boolean.class)
                .one();
        return forgotten.then(free);
    }

    Mono<Void> settled(Expired expired) {
        return database.sql("DELETE FROM file_expiry WHERE account_id = $1 AND id = $2")
                .bind(0, expired.accountId())
                .bind(1, expired.id())
                .then();
    }
}
