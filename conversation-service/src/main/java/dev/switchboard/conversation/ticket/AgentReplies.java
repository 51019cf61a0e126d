package dev.switchboard.conversation.ticket;

import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.store.Columns;
import java.time.ZoneOffset;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/// Whether a person has answered.
@Repository
public class AgentReplies {
    private final DatabaseClient database;

    AgentReplies(DatabaseClient database) {
        this.database = database;
    }

    /// Empty while none has.
    public Mono<AgentReply> lastIn(Conversation ticket) {
        return database.sql("""
                        SELECT m.id, m.created_at, m.body FROM message m
                        WHERE m.account_id = $1 AND m.conversation_id = $2 AND m.created_at >= $3
                            AND m.author_kind = 'agent' AND m.kind = 'reply' AND m.deleted_at IS NULL
                        ORDER BY m.seq DESC LIMIT 1
                        """)
                .bind(0, ticket.accountId())
                .bind(1, ticket.id())
                .bind(2, ticket.createdAt().atOffset(ZoneOffset.UTC))
                .map(row -> new Columns(row))
                .one()
                .map(row -> new AgentReply(row.uuid("id"), row.instant("created_at"), row.text("body")));
    }
}
