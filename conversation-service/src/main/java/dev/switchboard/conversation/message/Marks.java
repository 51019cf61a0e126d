package dev.switchboard.conversation.message;

import dev.switchboard.conversation.store.JsonRows;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Writes a ledger's marks in the running transaction; a kind without any costs nothing.
@Repository
class Marks {
    private static final String EDITS = """
            UPDATE message m SET body = r.body, edited_at = r.edited_at, metadata = m.metadata || r.metadata
            FROM json_populate_recordset(NULL::message, $1::json) r
            WHERE m.account_id = r.account_id AND m.conversation_id = r.conversation_id AND m.seq = r.seq
                AND m.created_at = r.created_at AND m.deleted_at IS NULL
            """;
    private static final String REMOVALS = """
            UPDATE message m SET body = '', attachments = '[]', sources = '[]', transcript = NULL, metadata = r.metadata,
                deleted_at = r.deleted_at
            FROM json_populate_recordset(NULL::message, $1::json) r
            WHERE m.account_id = r.account_id AND m.conversation_id = r.conversation_id AND m.seq = r.seq
                AND m.created_at = r.created_at
            """;
    private static final String UNMENTIONED = """
            DELETE FROM mention m USING json_populate_recordset(NULL::mention, $1::json) r
            WHERE m.account_id = r.account_id AND m.message_id = r.message_id
            """;
    private static final String MENTIONS = """
            INSERT INTO mention (account_id, conversation_id, message_id, user_id, created_at)
            SELECT account_id, conversation_id, message_id, user_id, created_at
            FROM json_populate_recordset(NULL::mention, $1::json)
            """;
    private static final String MENTIONS_READ = """
            UPDATE mention m SET seen_at = r.seen_at FROM json_populate_recordset(NULL::mention, $1::json) r
            WHERE m.account_id = r.account_id AND m.user_id = r.user_id AND m.conversation_id = r.conversation_id
                AND m.seen_at IS NULL
            """;
    private static final String TRANSCRIPTS = """
            UPDATE message m SET transcript = r.transcript FROM json_populate_recordset(NULL::message, $1::json) r
            WHERE m.account_id = r.account_id AND m.conversation_id = r.conversation_id AND m.seq = r.seq
                AND m.created_at = r.created_at AND m.deleted_at IS NULL
            """;
    private static final String SEEN = """
            UPDATE message m SET seen_at = r.seen_at FROM json_populate_recordset(NULL::message, $1::json) r
            WHERE m.account_id = r.account_id AND m.conversation_id = r.conversation_id AND m.seq <= r.seq
                AND m.created_at >= r.created_at AND m.seen_at IS NULL AND m.author_kind <> 'customer'
            """;

    private final DatabaseClient database;

    Marks(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> write(Ledger ledger) {
        return Flux.concat(
                        writeEach(EDITS, rows(ledger, Mark.Edit.class, EditRow::of)),
                        write(REMOVALS, rows(ledger, Mark.Removal.class, RemovalRow::of)),
                        write(UNMENTIONED, rows(ledger, Mark.Removal.class, RemovalRow::of)),
                        write(MENTIONS, rows(ledger, Mark.Mention.class, MentionRow::of)),
                        write(MENTIONS_READ, rows(ledger, Mark.MentionsRead.class, MentionRow::of)),
                        writeEach(TRANSCRIPTS, rows(ledger, Mark.Transcript.class, TranscriptRow::of)),
                        write(SEEN, rows(ledger, Mark.Seen.class, SeenRow::of)))
                .then();
    }

    private static <M extends Mark, R> List<R> rows(Ledger ledger, Class<M> kind, Function<M, R> row) {
        return ledger.marks(kind).stream().map(row).toList();
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

    private static Map<String, String> labels(@Nullable Boolean propagated) {
        return propagated == null ? Map.of() : Map.of("propagated", propagated.toString());
    }

    private record EditRow(
            UUID accountId,
            UUID conversationId,
            long seq,
            Instant createdAt,
            String body,
            Map<String, String> metadata,
            Instant editedAt) {
        static EditRow of(Mark.Edit edit) {
            MessageKey message = edit.message();
            return new EditRow(
                    message.accountId(),
                    message.conversationId(),
                    message.seq(),
                    message.createdAt(),
                    edit.body(),
                    labels(edit.propagated()),
                    edit.at());
        }
    }

    private record RemovalRow(
            UUID accountId,
            UUID conversationId,
            UUID messageId,
            long seq,
            Instant createdAt,
            Map<String, String> metadata,
            Instant deletedAt) {
        static RemovalRow of(Mark.Removal removal) {
            MessageKey message = removal.message();
            return new RemovalRow(
                    message.accountId(),
                    message.conversationId(),
                    message.messageId(),
                    message.seq(),
                    message.createdAt(),
                    labels(removal.propagated()),
                    removal.at());
        }
    }

    private record MentionRow(
            UUID accountId,
            UUID conversationId,
            @Nullable UUID messageId,
            UUID userId,
            Instant createdAt,
            @Nullable Instant seenAt) {
        static MentionRow of(Mark.Mention mention) {
            return new MentionRow(
                    mention.accountId(),
                    mention.conversationId(),
                    mention.messageId(),
                    mention.userId(),
                    mention.at(),
                    null);
        }

        static MentionRow of(Mark.MentionsRead read) {
            return new MentionRow(read.accountId(), read.conversationId(), null, read.userId(), read.at(), read.at());
        }
    }

    private record TranscriptRow(UUID accountId, UUID conversationId, long seq, Instant createdAt, String transcript) {
        static TranscriptRow of(Mark.Transcript transcript) {
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
        static SeenRow of(Mark.Seen mark) {
            return new SeenRow(
                    mark.accountId(), mark.conversationId(), mark.seq(), mark.conversationCreatedAt(), mark.at());
        }
    }
}
