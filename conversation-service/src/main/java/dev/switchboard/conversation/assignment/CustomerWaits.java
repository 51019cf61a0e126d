package dev.switchboard.conversation.assignment;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.store.JsonRows;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Since when each customer waits for an answer, in the accounts that ask for it.
@Repository
public class CustomerWaits {
    private final DatabaseClient database;

    CustomerWaits(DatabaseClient database) {
        this.database = database;
    }

    private record WaitRow(UUID accountId, UUID conversationId, UUID messageId, Instant since) {}

    /// A customer who waits for somebody who is away.
    record ForAbsent(UUID accountId, UUID conversationId, UUID assigneeId, Instant since) {}

    /// Takes in what was recorded, each conversation's in order: what others than customers reply ends a wait.
    public Mono<Void> follow(List<MessageCreated> messages) {
        Map<UUID, UUID> answered = new HashMap<>();
        Map<UUID, WaitRow> waiting = new TreeMap<>();
        for (MessageCreated message : messages) {
            UUID conversation = message.conversationId();
            if (message.author().kind() == Author.Kind.CUSTOMER) {
                waiting.putIfAbsent(
                        conversation,
                        new WaitRow(message.accountId(), conversation, message.messageId(), message.occurredAt()));
            } else if (answers(message)) {
                waiting.remove(conversation);
                answered.put(conversation, message.accountId());
            }
        }
        return end(answered).then(begin(waiting.values()));
    }

    private static boolean answers(MessageCreated message) {
        return message.kind() == MessageCreated.Kind.REPLY && message.author().kind() != Author.Kind.SYSTEM;
    }

    /// Nobody waits in a conversation that is closed.
    ///
    /// @param accounts account by conversation
    public Mono<Void> end(Map<UUID, UUID> accounts) {
        return accounts.isEmpty()
                ? Mono.empty()
                : database.sql("""
                        DELETE FROM customer_wait WHERE (account_id, conversation_id) IN (
                            SELECT * FROM unnest($1::uuid[], $2::uuid[]))
                        """)
                        .bind(0, accounts.values().toArray(UUID[]::new))
                        .bind(1, accounts.keySet().toArray(UUID[]::new))
                        .then();
    }

    private Mono<Void> begin(Collection<WaitRow> waiting) {
        return waiting.isEmpty()
                ? Mono.empty()
                : database.sql("""
                        INSERT INTO customer_wait (account_id, conversation_id, message_id, since)
                        SELECT account_id, conversation_id, message_id, since
                        FROM json_populate_recordset(NULL::customer_wait, $1::json) ON CONFLICT DO NOTHING
                        """).bind(0, JsonRows.of(waiting)).then();
    }

    Flux<ForAbsent> forAbsent(Instant now, int limit) {
        return database.sql("""
                        SELECT w.account_id, w.conversation_id, c.assignee_id, w.since
                        FROM agent_availability a
                        JOIN conversation c ON c.account_id = a.account_id AND c.assignee_id = a.user_id
                            AND c.closed_at IS NULL AND c.owner <> 'bot'
                        JOIN customer_wait w ON w.account_id = c.account_id AND w.conversation_id = c.id
                        JOIN LATERAL (
                            SELECT s.patience_seconds FROM assignment_setting s
                            WHERE s.account_id = c.account_id AND s.scope_id IN (c.inbox_id, c.account_id)
                            ORDER BY s.scope_id = c.inbox_id DESC LIMIT 1) s ON s.patience_seconds IS NOT NULL
                        WHERE a.status = 'away' AND w.since <= $1 - s.patience_seconds * interval '1 second'
                        ORDER BY w.since LIMIT $2
                        """)
                .bind(0, now.atOffset(ZoneOffset.UTC))
                .bind(1, limit)
                .map(row -> {
                    Columns c = new Columns(row);
                    return new ForAbsent(
                            c.uuid("account_id"), c.uuid("conversation_id"), c.uuid("assignee_id"), c.instant("since"));
                })
                .all();
    }
}
