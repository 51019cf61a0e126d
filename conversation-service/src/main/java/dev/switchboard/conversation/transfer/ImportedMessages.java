package dev.switchboard.conversation.transfer;

import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.message.DeduplicationKey;
import dev.switchboard.conversation.store.JsonRows;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Writes history, in the running transaction that holds its conversations locked.
@Repository
class ImportedMessages {
    private static final List<String> INSERTS = List.of("""
            INSERT INTO message (account_id, conversation_id, seq, id, version, owner, lease_epoch, author_kind,
                author_name, kind, body, attachments, sources, metadata, deduplication_key, created_at)
            SELECT account_id, conversation_id, seq, id, version, owner, lease_epoch, author_kind, author_name, kind,
                body, '[]', '[]', '{}', deduplication_key, created_at
            FROM json_populate_recordset(NULL::message, $1::json)
            """, """
            INSERT INTO message_key (account_id, conversation_id, seq, message_id, created_at, scope, key, body_hash)
            SELECT account_id, conversation_id, seq, id, created_at, 'import', deduplication_key,
                sha256(convert_to(body, 'UTF8'))
            FROM json_populate_recordset(NULL::message, $1::json)
            """, """
            UPDATE conversation c SET last_seq = r.seq, version = r.version, seen_by_customer = r.seq,
                seen_by_desk = r.seq, last_activity_at = greatest(c.last_activity_at, r.latest)
            FROM (
                SELECT account_id, conversation_id, max(seq) AS seq, max(version) AS version, max(created_at) AS latest
                FROM json_populate_recordset(NULL::message, $1::json) GROUP BY account_id, conversation_id) r
            WHERE c.account_id = r.account_id AND c.id = r.conversation_id
            """);

    private final DatabaseClient database;

    ImportedMessages(DatabaseClient database) {
        this.database = database;
    }

    /// @param conversation with the message's place already taken
    record Placed(UUID id, Conversation conversation, ImportMessages.Row row, DeduplicationKey name) {}

    Mono<Void> ensureMonths(Collection<Instant> moments) {
        return database.sql("SELECT ensure_message_months($1)")
                .bind(
                        0,
                        moments.stream()
                                .map(moment -> moment.atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new))
                .then();
    }

    Mono<Void> add(List<Placed> placed) {
        if (placed.isEmpty()) {
            return Mono.empty();
        }
        String rows = JsonRows.of(placed.stream().map(TableRow::of).toList());
        return Flux.fromIterable(INSERTS)
                .concatMap(sql -> database.sql(sql).bind(0, rows).then())
                .then();
    }

    private record TableRow(
            UUID accountId,
            UUID conversationId,
            long seq,
            UUID id,
            long version,
            String owner,
            long leaseEpoch,
            String authorKind,
            @Nullable String authorName,
            String kind,
            String body,
            String deduplicationKey,
            Instant createdAt) {
        static TableRow of(Placed placed) {
            Conversation c = placed.conversation();
            ImportMessages.Row row = placed.row();
            return new TableRow(
                    c.accountId(),
                    c.id(),
                    c.progress().lastSeq(),
                    placed.id(),
                    c.progress().version(),
                    c.lease().owner().name().toLowerCase(Locale.ROOT),
                    c.lease().epoch(),
                    row.author().name().toLowerCase(Locale.ROOT),
                    row.authorName(),
                    row.note() ? "note" : "reply",
                    row.body(),
                    placed.name().key(),
                    row.createdAt());
        }
    }
}
