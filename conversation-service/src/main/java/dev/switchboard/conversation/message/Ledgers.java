package dev.switchboard.conversation.message;

import dev.switchboard.common.messaging.Outbox;
import dev.switchboard.conversation.attachment.Attachments;
import dev.switchboard.conversation.attachment.Attachments.Held;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.store.JsonRows;
import java.time.Instant;
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

    private final DatabaseClient database;
    private final Conversations conversations;
    private final Marks marks;
    private final Attachments attachments;
    private final Outbox outbox;
    private final DeskActs deskActs;
    private final RecordMeters meters;

    Ledgers(
            DatabaseClient database,
            Conversations conversations,
            Marks marks,
            Attachments attachments,
            Outbox outbox,
            DeskActs deskActs,
            RecordMeters meters) {
        this.meters = meters;
        this.deskActs = deskActs;
        this.database = database;
        this.conversations = conversations;
        this.marks = marks;
        this.attachments = attachments;
        this.outbox = outbox;
    }

    public Mono<Void> write(Ledger ledger) {
        return Flux.concat(
                        // what leaves an address goes before what begins at it
                        conversations.save(ledger.changed()),
                        conversations.add(ledger.begun()),
                        messages(ledger),
                        attachments.record(held(ledger.messages())),
                        marks.write(ledger),
                        released(ledger.marks(Mark.Removal.class)),
                        outbox.tellTraced(ledger.facts()),
                        deskActs.tell(ledger.facts()))
                .then(Mono.fromRunnable(() -> meters.recorded(ledger)));
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

    /// A message's files go with its words.
    private Mono<Void> released(List<Mark.Removal> removals) {
        return Flux.fromIterable(removals)
                .concatMap(removal -> attachments.releaseMessages(
                        removal.message().accountId(), List.of(removal.message().messageId()), removal.at()))
                .then();
    }

    private static List<Held> held(List<Message> messages) {
        return messages.stream()
                .filter(m -> !m.attachments().isEmpty())
                .map(m -> new Held(m.accountId(), m.conversationId(), m.id(), m.attachments(), m.createdAt()))
                .toList();
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
}
