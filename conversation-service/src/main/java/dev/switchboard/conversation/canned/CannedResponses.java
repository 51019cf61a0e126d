package dev.switchboard.conversation.canned;

import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.store.JsonRows;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The canned responses of all accounts, by shortcut.
@Repository
public class CannedResponses {
    private static final String COLUMNS =
            "r.account_id, r.id, r.shortcut, r.content, r.creator_number, r.created_at, r.updated_at";

    private final DatabaseClient database;

    CannedResponses(DatabaseClient database) {
        this.database = database;
    }

    /// At most as many as an account may have.
    public Flux<CannedResponse> all(UUID accountId) {
        return database.sql("SELECT " + COLUMNS + """
                         FROM canned_response r WHERE r.account_id = $1 ORDER BY r.shortcut_key
                        """)
                .bind(0, accountId)
                .map(CannedResponses::response)
                .all();
    }

    public Mono<CannedResponse> byId(UUID accountId, UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM canned_response r WHERE r.account_id = $1 AND r.id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .map(CannedResponses::response)
                .one();
    }

    Mono<Long> count(UUID accountId) {
        return database.sql("SELECT count(*) FROM canned_response WHERE account_id = $1")
                .bind(0, accountId)
                .mapValue(Long.class)
                .one();
    }

    /// 0 where the shortcut was taken.
    Mono<Long> add(CannedResponse response) {
        return write("""
                INSERT INTO canned_response (account_id, id, shortcut, shortcut_key, content, creator_number, created_at,
                    updated_at)
                SELECT account_id, id, shortcut, shortcut_key, content, creator_number, created_at, updated_at
                FROM json_populate_recordset(NULL::canned_response, $1::json) ON CONFLICT DO NOTHING
                """, response);
    }

    /// Fails where another one has the shortcut; 0 where this one is gone.
    Mono<Long> save(CannedResponse response) {
        return write("""
                UPDATE canned_response c SET shortcut = r.shortcut, shortcut_key = r.shortcut_key, content = r.content,
                    updated_at = r.updated_at
                FROM json_populate_recordset(NULL::canned_response, $1::json) r
                WHERE c.account_id = r.account_id AND c.id = r.id
                """, response);
    }

    Mono<Long> remove(UUID accountId, UUID id) {
        return database.sql("DELETE FROM canned_response WHERE account_id = $1 AND id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .fetch()
                .rowsUpdated();
    }

    private Mono<Long> write(String sql, CannedResponse response) {
        return database.sql(sql)
                .bind(0, JsonRows.of(List.of(ResponseRow.of(response))))
                .fetch()
                .rowsUpdated();
    }

    private record ResponseRow(
            UUID accountId,
            UUID id,
            String shortcut,
            String shortcutKey,
            String content,
            @Nullable Integer creatorNumber,
            Instant createdAt,
            Instant updatedAt) {
        static ResponseRow of(CannedResponse r) {
            return new ResponseRow(
                    r.accountId(),
                    r.id(),
                    r.shortcut(),
                    r.key(),
                    r.content(),
                    r.creatorNumber(),
                    r.createdAt(),
                    r.updatedAt());
        }
    }

    private static CannedResponse response(Readable row) {
        Columns c = new Columns(row);
        return new CannedResponse(
                c.uuid("account_id"),
                c.uuid("id"),
                c.text("shortcut"),
                c.text("content"),
                c.integerOrNull("creator_number"),
                c.instant("created_at"),
                c.instant("updated_at"));
    }
}
