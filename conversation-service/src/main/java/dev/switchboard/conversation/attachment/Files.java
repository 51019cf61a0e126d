package dev.switchboard.conversation.attachment;

import dev.switchboard.common.contract.Attachment;
import dev.switchboard.conversation.store.Columns;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The files of all accounts: what they are, and which messages hold them.
@Repository
class Files {
    private static final String COLUMNS =
            "f.account_id, f.id, f.name, f.content_type, f.bytes, f.uploaded_by, f.attached, f.created_at ";

    private final DatabaseClient database;

    Files(DatabaseClient database) {
        this.database = database;
    }

    Mono<StoredFile> byId(UUID accountId, UUID id) {
        return byId(accountId, List.of(id)).singleOrEmpty();
    }

    Flux<StoredFile> byId(UUID accountId, Collection<UUID> ids) {
        return database.sql("SELECT " + COLUMNS + " FROM file f WHERE f.account_id = $1 AND f.id = ANY($2)")
                .bind(0, accountId)
                .bind(1, ids.toArray(UUID[]::new))
                .map(Files::read)
                .all();
    }

    /// Where a visitor has uploaded it, or sees the message that holds it.
    ///
    /// @param thread of the one conversation that the visitor may see
    Mono<StoredFile> visible(UUID accountId, UUID id, String uploader, String identity, @Nullable String thread) {
        return database.sql("SELECT " + COLUMNS + """
                        FROM file f WHERE f.account_id = $1 AND f.id = $2 AND (f.uploaded_by = $3 OR EXISTS (
                            SELECT 1 FROM file_use u
                            JOIN conversation c ON c.account_id = u.account_id AND c.id = u.conversation_id
                            JOIN message_key k ON k.account_id = u.account_id AND k.message_id = u.message_id
                            JOIN message m ON m.conversation_id = k.conversation_id AND m.seq = k.seq
                                AND m.created_at = k.created_at
                            WHERE u.account_id = f.account_id AND u.file_id = f.id AND c.channel = 'web'
                                AND c.identity = $4 AND ($5 = '' OR c.thread = $5) AND m.kind <> 'note'))
                        """)
                .bind(0, accountId)
                .bind(1, id)
                .bind(2, uploader)
                .bind(3, identity)
                .bind(4, thread == null ? "" : thread)
                .map(Files::read)
                .one();
    }

    /// Takes room for more bytes.
    ///
    /// @return whether the account had it
    Mono<Boolean> take(UUID accountId, long bytes, long quota) {
        return database.sql("""
                        INSERT INTO file_usage AS u (account_id, bytes) SELECT $1, $2 WHERE $2 <= $3
                        ON CONFLICT (account_id) DO UPDATE SET bytes = u.bytes + EXCLUDED.bytes
                            WHERE u.bytes + EXCLUDED.bytes <= $3
                        """)
                .bind(0, accountId)
                .bind(1, bytes)
                .bind(2, quota)
                .fetch()
                .rowsUpdated()
                .map(taken -> taken == 1);
    }

    Mono<Void> add(StoredFile file) {
        return database.sql("""
                        INSERT INTO file (account_id, id, name, content_type, bytes, uploaded_by, attached, created_at)
                        VALUES ($1, $2, $3, $4, $5, $6, false, $7)
                        """)
                .bind(0, file.accountId())
                .bind(1, file.id())
                .bind(2, file.name())
                .bind(3, file.contentType())
                .bind(4, file.bytes())
                .bind(5, file.uploadedBy() == null ? "" : file.uploadedBy())
                .bind(6, file.createdAt().atOffset(ZoneOffset.UTC))
                .then();
    }

    /// Attaches the uploads for good: two messages that want the same one wait for each other.
    ///
    /// @return how many of them are still there
    Mono<Long> attach(UUID accountId, Collection<UUID> ids, String uploader) {
        UUID[] all = ids.toArray(UUID[]::new);
        Mono<Void> stays = database.sql("DELETE FROM file_expiry WHERE account_id = $1 AND id = ANY($2)")
                .bind(0, accountId)
                .bind(1, all)
                .then();
        return database.sql("""
                        UPDATE file SET attached = true WHERE account_id = $1 AND id = ANY($2) AND uploaded_by = $3
                        """)
                .bind(0, accountId)
                .bind(1, all)
                .bind(2, uploader)
                .fetch()
                .rowsUpdated()
                .flatMap(attached -> stays.thenReturn(attached));
    }

    Mono<Long> usedByOthers(UUID accountId, Collection<UUID> ids, UUID messageId) {
        return database.sql("""
                        SELECT count(*) FROM file_use WHERE account_id = $1 AND file_id = ANY($2) AND message_id <> $3
                        """)
                .bind(0, accountId)
                .bind(1, ids.toArray(UUID[]::new))
                .bind(2, messageId)
                .mapValue(Long.class)
                .one();
    }

    /// A message holds these; what came by a channel becomes known by it.
    Mono<Void> use(UUID accountId, UUID conversationId, UUID messageId, Attachment held, Instant at) {
        return database.sql("""
                        WITH known AS (
                            INSERT INTO file (account_id, id, name, content_type, bytes, attached, created_at)
                            VALUES ($1, $2, $3, $4, $5, true, $6) ON CONFLICT DO NOTHING
                        )
                        INSERT INTO file_use (account_id, file_id, message_id, conversation_id)
                        VALUES ($1, $2, $7, $8) ON CONFLICT DO NOTHING
                        """)
                .bind(0, accountId)
                .bind(1, held.id())
                .bind(2, held.name())
                .bind(3, held.contentType())
                .bind(4, held.bytes())
                .bind(5, at.atOffset(ZoneOffset.UTC))
                .bind(6, messageId)
                .bind(7, conversationId)
                .then();
    }

    /// The messages hold nothing any more; files that no other message holds go.
    ///
    /// @return how many files go
    Mono<Long> release(UUID accountId, String column, Collection<UUID> ids, Instant at) {
        return database.sql("WITH released AS (DELETE FROM file_use WHERE account_id = $1 AND " + column + """
                             = ANY($2) RETURNING file_id, message_id
                        ), gone AS (
                            UPDATE file f SET attached = false WHERE f.account_id = $1
                                AND f.id IN (SELECT file_id FROM released)
                                AND NOT EXISTS (SELECT 1 FROM file_use u WHERE u.account_id = f.account_id
                                    AND u.file_id = f.id AND u.message_id NOT IN (SELECT message_id FROM released))
                            RETURNING f.id
                        )
                        INSERT INTO file_expiry (account_id, id, due_at) SELECT $1, id, $3 FROM gone
                        ON CONFLICT (account_id, id) DO UPDATE SET due_at = EXCLUDED.due_at
                        """)
                .bind(0, accountId)
                .bind(1, ids.toArray(UUID[]::new))
                .bind(2, at.atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated();
    }

    private static StoredFile read(Readable row) {
        Columns c = new Columns(row);
        return new StoredFile(
                c.uuid("account_id"),
                c.uuid("id"),
                c.text("name"),
                c.text("content_type"),
                c.number("bytes"),
                c.textOrNull("uploaded_by"),
                c.flag("attached"),
                c.instant("created_at"));
    }
}
