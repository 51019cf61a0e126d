package dev.switchboard.conversation.retention;

import dev.switchboard.conversation.store.Columns;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Removes what was said in conversations, in the running transaction. The conversations themselves stay, for their
/// numbers and times.
@Repository
class ExpiredConversations {
    private final DatabaseClient database;

    ExpiredConversations(DatabaseClient database) {
        this.database = database;
    }

    /// Locked; those that another replica deals with are skipped.
    Flux<Expired> lock(Instant now, int limit) {
        return database.sql("""
                        SELECT c.account_id, c.id, c.customer_id, p.action
                        FROM retention_policy p
                        JOIN conversation c ON c.account_id = p.account_id AND c.inbox_id = p.inbox_id
                        WHERE c.closed_at IS NOT NULL AND c.expired_at IS NULL
                            AND c.closed_at < $1 - make_interval(days => p.days)
                        LIMIT $2 FOR UPDATE OF c SKIP LOCKED
                        """)
                .bind(0, now.atOffset(ZoneOffset.UTC))
                .bind(1, limit)
                .map(row -> {
                    Columns c = new Columns(row);
                    return new Expired(
                            c.uuid("account_id"),
                            c.uuid("id"),
                            c.uuid("customer_id"),
                            c.constant("action", RetentionPolicy.Action.class));
                })
                .all();
    }

    /// How many messages are gone.
    Mono<Integer> erase(Collection<UUID> conversations) {
        return changed("DELETE FROM message WHERE conversation_id = ANY($1)", conversations)
                .flatMap(messages -> changed("DELETE FROM message_key WHERE conversation_id = ANY($1)", conversations)
                        .thenReturn(messages));
    }

    /// How many messages have lost their text, and what else might name somebody.
    Mono<Integer> anonymise(Collection<UUID> conversations) {
        return changed("""
                        UPDATE message SET body = '', transcript = NULL, attachments = '[]', sources = '[]',
                            metadata = '{}', deduplication_key = NULL, provider_message_id = NULL,
                            delivery_reason = NULL, author_id = CASE WHEN author_kind <> 'customer' THEN author_id END,
                            author_name = CASE WHEN author_kind <> 'customer' THEN author_name END
                        WHERE conversation_id = ANY($1)
                        """, conversations)
                .flatMap(messages -> changed("""
                                UPDATE message_key SET scope = NULL, key = NULL, body_hash = ''
                                WHERE conversation_id = ANY($1)
                                """, conversations).thenReturn(messages));
    }

    /// The conversations lose their address and subject; whoever writes there again begins another one.
    Mono<Integer> close(Collection<UUID> conversations, Instant at) {
        return changed("DELETE FROM ticket_source WHERE conversation_id = ANY($1)", conversations)
                .then(changed("DELETE FROM ticket_request WHERE conversation_id = ANY($1)", conversations))
                .then(changed("DELETE FROM conversation_share WHERE conversation_id = ANY($1)", conversations))
                .then(changed("DELETE FROM mention WHERE conversation_id = ANY($1)", conversations))
                .then(changed("DELETE FROM automation_job WHERE conversation_id = ANY($1)", conversations))
                .then(changed("UPDATE csat_survey SET comment = NULL WHERE conversation_id = ANY($1)", conversations))
                .then(empty(conversations, at));
    }

    private Mono<Integer> empty(Collection<UUID> conversations, Instant at) {
        return database.sql("""
                        UPDATE conversation SET expired_at = $2, live = false, subject = NULL, thread = '',
                            identity = 'expired:' || id, attributes = NULL, question_id = NULL, bot_due_at = NULL
                        WHERE id = ANY($1)
                        """)
                .bind(0, conversations.toArray(UUID[]::new))
                .bind(1, at.atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .map(Long::intValue);
    }

    private Mono<Integer> changed(String sql, Collection<UUID> conversations) {
        return database.sql(sql)
                .bind(0, conversations.toArray(UUID[]::new))
                .fetch()
                .rowsUpdated()
                .map(Long::intValue);
    }
}
