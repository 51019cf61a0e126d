package dev.switchboard.conversation.assignment;

import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.store.JsonRows;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The queue of conversations that nobody was found for, oldest first. Its rows are written by whoever has the
/// conversation locked.
@Repository
public class WaitingConversations {
    /// More wait for the next agent.
    private static final int WOKEN = 100;
    /// Where counting stops: further back in a queue the place is an orientation.
    private static final int MOST = 10_000;

    private final DatabaseClient database;

    WaitingConversations(DatabaseClient database) {
        this.database = database;
    }

    /// @param position from 1
    public record Standing(long position, Instant since, String reason) {}

    Flux<Waiting> due(Instant now, int limit) {
        return database.sql("""
                        SELECT account_id, conversation_id, since, look_at, reason FROM waiting_conversation
                        WHERE look_at <= $1 ORDER BY look_at, since LIMIT $2
                        """)
                .bind(0, now.atOffset(ZoneOffset.UTC))
                .bind(1, limit)
                .map(WaitingConversations::read)
                .all();
    }

    Mono<Void> save(List<Waiting> waiting) {
        return write(waiting, """
                INSERT INTO waiting_conversation (account_id, conversation_id, since, look_at, reason)
                SELECT account_id, conversation_id, since, look_at, reason
                FROM json_populate_recordset(NULL::waiting_conversation, $1::json)
                ORDER BY account_id, conversation_id
                ON CONFLICT (account_id, conversation_id) DO UPDATE
                SET look_at = EXCLUDED.look_at, reason = EXCLUDED.reason
                """);
    }

    Mono<Void> remove(List<Waiting> served) {
        return write(served, """
                DELETE FROM waiting_conversation w
                USING json_populate_recordset(NULL::waiting_conversation, $1::json) r
                WHERE w.account_id = r.account_id AND w.conversation_id = r.conversation_id
                """);
    }

    /// New ones that somebody is to be found for.
    ///
    /// @param begun the fact of each one's beginning
    public Mono<Void> add(List<ConversationUpdated.Created> begun) {
        return save(begun.stream()
                .map(c -> new Waiting(c.accountId(), c.conversationId(), c.occurredAt(), c.occurredAt(), "new"))
                .toList());
    }

    /// Something has changed for the better: the first ones are looked at now.
    public Mono<Void> wake(UUID accountId, Instant now) {
        return database.sql("""
                        UPDATE waiting_conversation w SET look_at = $2 FROM (
                            SELECT account_id, conversation_id FROM waiting_conversation
                            WHERE account_id = $1 AND look_at > $2 ORDER BY since, conversation_id LIMIT $3
                            FOR UPDATE SKIP LOCKED) first
                        WHERE w.account_id = first.account_id AND w.conversation_id = first.conversation_id
                        """)
                .bind(0, accountId)
                .bind(1, now.atOffset(ZoneOffset.UTC))
                .bind(2, WOKEN)
                .then();
    }

    /// Empty for one that waits for nobody.
    public Mono<Standing> standing(Conversation conversation) {
        if (!Queue.waits(conversation)) {
            return Mono.empty();
        }
        return database.sql("""
                        SELECT w.since, w.reason, (
                            SELECT count(*) FROM (
                                SELECT 1 FROM waiting_conversation o
                                JOIN conversation c ON c.account_id = o.account_id AND c.id = o.conversation_id
                                WHERE o.account_id = $1 AND (o.since, o.conversation_id) < (w.since, w.conversation_id)
                                    AND c.owner = 'queue' AND c.assignee_id IS NULL AND c.closed_at IS NULL
                                LIMIT $3) ahead) AS ahead
                        FROM waiting_conversation w WHERE w.account_id = $1 AND w.conversation_id = $2
                        """)
                .bind(0, conversation.accountId())
                .bind(1, conversation.id())
                .bind(2, MOST)
                .map(row -> {
                    Columns c = new Columns(row);
                    return new Standing(c.number("ahead") + 1, c.instant("since"), c.text("reason"));
                })
                .one();
    }

    private Mono<Void> write(List<Waiting> rows, String sql) {
        return rows.isEmpty()
                ? Mono.empty()
                : database.sql(sql).bind(0, JsonRows.of(rows)).then();
    }

    private static Waiting read(Readable row) {
        Columns c = new Columns(row);
        return new Waiting(
                c.uuid("account_id"),
                c.uuid("conversation_id"),
                c.instant("since"),
                c.instant("look_at"),
                c.text("reason"));
    }
}
