package dev.switchboard.conversation.tag;

import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.store.JsonRows;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The tags of all accounts, by name.
@Repository
public class Tags {
    private static final String COLUMNS =
            "t.account_id, t.id, t.name, t.description, t.color, t.creator_number, t.created_at, t.updated_at";

    private final DatabaseClient database;

    Tags(DatabaseClient database) {
        this.database = database;
    }

    /// At most as many as an account may have.
    public Flux<Tag> all(UUID accountId) {
        return database.sql("SELECT " + COLUMNS + " FROM tag t WHERE t.account_id = $1 ORDER BY t.name_key")
                .bind(0, accountId)
                .map(Tags::tag)
                .all();
    }

    public Mono<Tag> byId(UUID accountId, UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM tag t WHERE t.account_id = $1 AND t.id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .map(Tags::tag)
                .one();
    }

    Flux<Tag> ofConversation(UUID accountId, UUID conversationId) {
        return database.sql("SELECT " + COLUMNS + """
                         FROM tagging g JOIN tag t ON t.account_id = g.account_id AND t.id = g.tag_id
                        WHERE g.account_id = $1 AND g.conversation_id = $2 ORDER BY t.name_key
                        """)
                .bind(0, accountId)
                .bind(1, conversationId)
                .map(Tags::tag)
                .all();
    }

    /// Those with these keys, which stay until the transaction ends.
    Flux<Tag> keep(UUID accountId, Collection<String> keys) {
        return database.sql("SELECT " + COLUMNS + """
                         FROM tag t WHERE t.account_id = $1 AND t.name_key = ANY($2)
                        ORDER BY t.name_key FOR KEY SHARE OF t
                        """)
                .bind(0, accountId)
                .bind(1, keys.toArray(String[]::new))
                .map(Tags::tag)
                .all();
    }

    Mono<Long> count(UUID accountId) {
        return database.sql("SELECT count(*) FROM tag WHERE account_id = $1")
                .bind(0, accountId)
                .mapValue(Long.class)
                .one();
    }

    /// How many of their names were free.
    Mono<Long> add(Collection<Tag> tags) {
        return write("""
                INSERT INTO tag (account_id, id, name, name_key, description, color, creator_number, created_at,
                    updated_at)
                SELECT account_id, id, name, name_key, description, color, creator_number, created_at, updated_at
                FROM json_populate_recordset(NULL::tag, $1::json) ON CONFLICT DO NOTHING
                """, tags);
    }

    /// Fails where another tag has the name; 0 where this one is gone.
    Mono<Long> save(Tag tag) {
        return write("""
                UPDATE tag t SET name = r.name, name_key = r.name_key, description = r.description, color = r.color,
                    updated_at = r.updated_at
                FROM json_populate_recordset(NULL::tag, $1::json) r
                WHERE t.account_id = r.account_id AND t.id = r.id
                """, List.of(tag));
    }

    private Mono<Long> write(String sql, Collection<Tag> tags) {
        return database.sql(sql)
                .bind(0, JsonRows.of(tags.stream().map(TagRow::of).toList()))
                .fetch()
                .rowsUpdated();
    }

    Mono<Boolean> remove(UUID accountId, UUID id) {
        return database.sql("DELETE FROM tag WHERE account_id = $1 AND id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .fetch()
                .rowsUpdated()
                .map(removed -> removed == 1);
    }

    Mono<Void> link(UUID accountId, UUID conversationId, List<UUID> tags) {
        return tags.isEmpty()
                ? Mono.empty()
                : database.sql("""
                        INSERT INTO tagging (account_id, conversation_id, tag_id, created_at)
                        SELECT $1, $2, t, now() FROM unnest($3::uuid[]) t ON CONFLICT DO NOTHING
                        """)
                        .bind(0, accountId)
                        .bind(1, conversationId)
                        .bind(2, tags.toArray(UUID[]::new))
                        .then();
    }

    Mono<Void> unlink(UUID accountId, UUID conversationId, List<UUID> tags) {
        return tags.isEmpty()
                ? Mono.empty()
                : database.sql("""
                        DELETE FROM tagging WHERE account_id = $1 AND conversation_id = $2 AND tag_id = ANY($3)
                        """)
                        .bind(0, accountId)
                        .bind(1, conversationId)
                        .bind(2, tags.toArray(UUID[]::new))
                        .then();
    }

    private record TagRow(
            UUID accountId,
            UUID id,
            String name,
            String nameKey,
            @Nullable String description,
            @Nullable String color,
            @Nullable Integer creatorNumber,
            Instant createdAt,
            Instant updatedAt) {
        static TagRow of(Tag t) {
            return new TagRow(
                    t.accountId(),
                    t.id(),
                    t.name(),
                    t.key(),
                    t.description(),
                    t.color(),
                    t.creatorNumber(),
                    t.createdAt(),
                    t.updatedAt());
        }
    }

    private static Tag tag(Readable row) {
        Columns c = new Columns(row);
        return new Tag(
                c.uuid("account_id"),
                c.uuid("id"),
                c.text("name"),
                c.textOrNull("description"),
                c.textOrNull("color"),
                c.integerOrNull("creator_number"),
                c.instant("created_at"),
                c.instant("updated_at"));
    }
}
