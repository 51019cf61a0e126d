package dev.switchboard.conversation.message;

import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.store.JsonRows;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Writes a ledger in the running transaction, a statement a table however much it holds.
@Repository
public class Ledgers {
    /// The messages ($1) and their keys ($2): each statement is a trip.
    private static final String MESSAGES = """
            WITH named AS (
                INSERT INTO message_key (account_id, conversation_id, seq, message_id, created_at, scope, key, body_hash)
                SELECT account_id, conversation_id, seq, message_id, created_at, scope, key, body_hash
                FROM json_populate_recordset(NULL::message_key, $2::json))
            INSERT INTO message (account_id, conversation_id, seq, id, version, owner, lease_epoch, author_kind, author_id,
                author_name, author_number, kind, body, attachments, sources, metadata, deduplication_key, in_reply_to,
                sent_at, created_at)
            SELECT account_id, conversation_id, seq, id, version, owner, lease_epoch, author_kind, author_id,
                author_name, author_number, kind, body, attachments, sources, metadata, deduplication_key, in_reply_to,
                sent_at, created_at
            FROM json_populate_recordset(NULL::message, $1::json)
            """;
    private static final String EDITS = """
            UPDATE message m SET body = r.body, edited_at = r.edited_at
            FROM json_populate_recordset(NULL::message, $1::json) r
            WHERE m.account_id = r.account_id AND m.conversation_id = r.conversation_id AND m.seq = r.seq
                AND m.created_at = r.created_at
            """;
    private static final String TRANSCRIPTS = """
            UPDATE message m SET transcript = r.transcript FROM json_populate_recordset(NULL::message, $1::json) r
            WHERE m.account_id = r.account_id AND m.conversation_id = r.conversation_id AND m.seq = r.seq
                AND m.created_at = r.created_at
            """;
    private static final String SEEN = """
            UPDATE message m SET seen_at = r.seen_at FROM json_populate_recordset(NULL::message, $1::json) r
            WHERE m.account_id = r.account_id AND m.conversation_id = r.conversation_id AND m.seq <= r.seq
                AND m.created_at >= r.created_at AND m.seen_at IS NULL AND m.author_kind <> 'customer'
            """;

    private final DatabaseClient database;
    private final Conversations conversations;
    private final Outbox outbox;

    Ledgers(DatabaseClient database, Conversations conversations, Outbox outbox) {
        this.database = database;
        this.conversations = conversations;
        this.outbox = outbox;
    }

    public Mono<Void> write(Ledger ledger) {
        return Flux.concat(
                        // what leaves an address goes before what begins at it
                        conversations.save(ledger.changed()),
                        conversations.add(ledger.begun()),
                        messages(ledger),
                        writeEach(
                                EDITS, ledger.edits().stream().map(EditRow::of).toList()),
                        writeEach(
                                TRANSCRIPTS,
                                ledger.transcripts().stream()
                                        .map(TranscriptRow::of)
                                        .toList()),
                        write(SEEN, ledger.seen().stream().map(SeenRow::of).toList()),
                        outbox.tellTraced(ledger.facts()))
                .then();
    }

    private Mono<Void> messages(Ledger ledger) {
        return ledger.messages().isEmpty()
                ? Mono.empty()
                : database.sql(MESSAGES)
                        .bind(
                                0,
                                JsonRows.of(ledger.messages().stream()
                                        .map(MessageRow::of)
                                        .toList()))
                        .bind(
                                1,
                                JsonRows.of(
                                        ledger.keys().stream().map(KeyRow::of).toList()))
                        .then();
    }

    private Mono<Void> write(String sql, Collection<?> rows) {
        return rows.isEmpty()
                ? Mono.empty()
                : database.sql(sql).bind(0, JsonRows.of(rows)).then();
    }

    /// One after the other: two edits of one message in one statement would leave either.
    private Mono<Void> writeEach(String sql, Collection<?> rows) {
        return Flux.fromIterable(rows)
                .concatMap(row -> write(sql, List.of(row)))
                .then();
    }

    private record KeyRow(
            UUID accountId,
            UUID conversationId,
            long seq,
            UUID messageId,
            Instant createdAt,
            @Nullable String scope,
            @Nullable String key,
            String bodyHash) {
        static KeyRow of(MessageKey key) {
            return new KeyRow(
                    key.accountId(),
                    key.conversationId(),
                    key.seq(),
                    key.messageId(),
                    key.createdAt(),
                    key.name() == null ? null : key.name().scope(),
                    key.name() == null ? null : key.name().key(),
                    "\\x" + key.bodyHash());
        }
    }

    private record EditRow(
            UUID accountId, UUID conversationId, long seq, Instant createdAt, String body, Instant editedAt) {
        static EditRow of(Ledger.Edit edit) {
            MessageKey message = edit.message();
            return new EditRow(
                    message.accountId(),
                    message.conversationId(),
                    message.seq(),
                    message.createdAt(),
                    edit.body(),
                    edit.at());
        }
    }

    private record TranscriptRow(UUID accountId, UUID conversationId, long seq, Instant createdAt, String transcript) {
        static TranscriptRow of(Ledger.Transcript transcript) {
            MessageKey message = transcript.message();
            return new TranscriptRow(
                    message.accountId(),
                    message.conversationId(),
                    message.seq(),
                    message.createdAt(),
                    transcript.text());
        }
    }

    /// @param createdAt the conversation's: no older month is looked at
    private record SeenRow(UUID accountId, UUID conversationId, long seq, Instant createdAt, Instant seenAt) {
        static SeenRow of(Ledger.SeenMark mark) {
            return new SeenRow(
                    mark.accountId(), mark.conversationId(), mark.seq(), mark.conversationCreatedAt(), mark.at());
        }
    }
}
