package dev.switchboard.memory.memory;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The memories of all accounts. A short-term memory is forgotten after a while; a key is kept once for each customer
/// and type.
@Repository
public class Memories {
    private static final String COLUMNS =
            "id, account_id, user_id, type, key, value, importance, source, created_at, last_accessed";

    private final DatabaseClient database;
    private final MemorySettings settings;
    private final Clock clock;

    Memories(DatabaseClient database, MemorySettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /// The id under which the key is kept from now on: the earlier one where it was known.
    Mono<UUID> keep(Memory memory) {
        var statement = database.sql("""
                        INSERT INTO memory (id, account_id, user_id, type, key, value, importance, source,
                                            created_at, last_accessed, expires_at)
                        VALUES (:id, :account, :user, :type, :key, :value, :importance, :source, :now, :now, :expires)
                        ON CONFLICT (account_id, user_id, type, key) DO UPDATE SET value = EXCLUDED.value,
                            importance = EXCLUDED.importance, source = EXCLUDED.source,
                            last_accessed = EXCLUDED.last_accessed, expires_at = EXCLUDED.expires_at
                        RETURNING id
                        """)
                .bind("id", memory.id())
                .bind("account", memory.accountId())
                .bind("user", memory.userId())
                .bind("type", memory.type())
                .bind("key", memory.key())
                .bind("value", memory.value())
                .bind("importance", memory.importance())
                .bind("now", memory.createdAt());
        statement = memory.source() == null
                ? statement.bindNull("source", String.class)
                : statement.bind("source", memory.source());
        statement = memory.type().equals("short_term")
                ? statement.bind("expires", memory.createdAt().plus(settings.shortTerm()))
                : statement.bindNull("expires", Instant.class);
        return statement.mapValue(UUID.class).one();
    }

    /// Marks them as accessed now; each shows when it was accessed before.
    Flux<Memory> recall(UUID accountId, String userId, @Nullable String type, @Nullable String key) {
        var statement = database.sql("""
                        WITH found AS (
                            SELECT id, account_id, user_id, type, key, value, importance, source, created_at, last_accessed
                            FROM memory
                            WHERE account_id = :account AND user_id = :user
                              AND (:type::text IS NULL OR type = :type) AND (:key::text IS NULL OR key = :key)
                              AND (expires_at IS NULL OR expires_at > :now)
                            ORDER BY importance DESC, created_at DESC LIMIT :limit),
                        accessed AS (
                            UPDATE memory SET last_accessed = :now FROM found WHERE memory.id = found.id)
                        SELECT\s""" + COLUMNS + " FROM found ORDER BY importance DESC, created_at DESC")
                .bind("account", accountId)
                .bind("user", userId)
                .bind("now", clock.instant())
                .bind("limit", settings.recalled());
        statement = type == null ? statement.bindNull("type", String.class) : statement.bind("type", type);
        statement = key == null ? statement.bindNull("key", String.class) : statement.bind("key", key);
        return statement.mapProperties(Memory.class).all();
    }

    /// The most important ones of any of these ids of a customer.
    public Flux<Memory> of(UUID accountId, Collection<String> userIds, int limit) {
        return database.sql("SELECT " + COLUMNS + """
                         FROM memory
                        WHERE account_id = $1 AND user_id = ANY($2) AND (expires_at IS NULL OR expires_at > $3)
                        ORDER BY importance DESC, created_at DESC LIMIT $4
                        """)
                .bind(0, accountId)
                .bind(1, userIds.toArray(String[]::new))
                .bind(2, clock.instant())
                .bind(3, limit)
                .mapProperties(Memory.class)
                .all();
    }
}
