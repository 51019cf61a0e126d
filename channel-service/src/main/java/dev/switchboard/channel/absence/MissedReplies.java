package dev.switchboard.channel.absence;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.WireJson;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Replies that a visitor has not seen yet, by conversation; what is seen or answered leaves.
@Component
class MissedReplies {
    private final DatabaseClient database;

    MissedReplies(DatabaseClient database) {
        this.database = database;
    }

    /// @param address the chat's, JSON
    /// @param automatic no person wrote any of it
    record MissedRow(
            UUID conversationId,
            UUID accountId,
            String address,
            String body,
            boolean automatic,
            int attempts,
            String email) {
        @Override
        public String toString() {
            return "MissedRow[conversationId=" + conversationId + "]";
        }
    }

    /// In the consumer's transaction.
    ///
    /// @param after how long the visitor has to see it
    Mono<Void> said(MessageCreated message, Duration after) {
        if (message.author().kind() == Author.Kind.CUSTOMER) {
            return database.sql("DELETE FROM missed_reply WHERE conversation_id = $1 AND state = 'waiting'")
                    .bind(0, message.conversationId())
                    .then();
        }
        return database.sql("""
                        INSERT INTO missed_reply AS m (conversation_id, account_id, customer_id, address, body, last_seq,
                            automatic, due_at)
                        SELECT $1, $2, $3, $4, $5, $6, $7, now() + $8 * interval '1 millisecond'
                        WHERE NOT EXISTS (SELECT 1 FROM erased_conversation WHERE conversation_id = $1)
                        ON CONFLICT (conversation_id, state) DO UPDATE SET
                            body = left(m.body || E'\\n\\n' || EXCLUDED.body, 60000), last_seq = EXCLUDED.last_seq,
                            automatic = m.automatic AND EXCLUDED.automatic
                        """)
                .bind(0, message.conversationId())
                .bind(1, message.accountId())
                .bind(2, message.customerId())
                .bind(3, WireJson.write(message.address()))
                .bind(4, words(message))
                .bind(5, message.seq())
                .bind(6, message.author().kind() != Author.Kind.AGENT)
                .bind(7, after.toMillis())
                .then();
    }

    private static String words(MessageCreated message) {
        StringBuilder words = new StringBuilder(message.body());
        message.attachments()
                .forEach(file -> words.append("\n[").append(file.name()).append(']'));
        return words.toString().strip();
    }

    /// In the consumer's transaction. It is kept for a while, for the reply may be heard of later than that it was
    /// seen.
    Mono<Void> seen(MessageUpdated.Seen seen) {
        return database.sql("""
                        INSERT INTO chat_seen AS s (conversation_id, seq) VALUES ($1, $2)
                        ON CONFLICT (conversation_id) DO UPDATE SET seq = greatest(s.seq, EXCLUDED.seq), seen_at = now()
                        """)
                .bind(0, seen.conversationId())
                .bind(1, seen.seq())
                .then();
    }

    /// What was seen in time.
    Mono<Void> forgetSeen() {
        return database.sql("""
                        DELETE FROM missed_reply m USING chat_seen s WHERE s.conversation_id = m.conversation_id
                            AND m.state = 'waiting' AND m.due_at <= now() AND m.last_seq <= s.seq
                        """)
                .then()
                .then(database.sql("DELETE FROM chat_seen WHERE seen_at < now() - interval '2 days'")
                        .then());
    }

    /// In the consumer's transaction.
    Mono<Void> reachedAt(UUID accountId, UUID customerId, @Nullable String email) {
        return database.sql(
                        email == null
                                ? "DELETE FROM visitor_contact WHERE account_id = $1 AND customer_id = $2 AND $3::text IS NULL"
                                : """
                          INSERT INTO visitor_contact (customer_id, account_id, email) VALUES ($2, $1, $3)
                          ON CONFLICT (customer_id) DO UPDATE SET email = EXCLUDED.email
                          """)
                .bind(0, accountId)
                .bind(1, customerId)
                .bind(2, Parameter.fromOrEmpty(email, String.class))
                .then();
    }

    /// What is due, from now on being sent; what nobody can be told of is gone. A worker that dies leaves it unsent
    /// rather than sent twice.
    Flux<MissedRow> take(int most) {
        return database.sql("""
                        WITH late AS (
                            SELECT m.conversation_id FROM missed_reply m
                            WHERE m.state = 'waiting' AND m.due_at <= now() AND NOT EXISTS (
                                SELECT 1 FROM missed_reply s
                                WHERE s.conversation_id = m.conversation_id AND s.state = 'sending')
                            ORDER BY m.due_at LIMIT $1 FOR UPDATE SKIP LOCKED),
                        unreachable AS (
                            DELETE FROM missed_reply m USING late l WHERE m.conversation_id = l.conversation_id
                                AND m.state = 'waiting' AND NOT EXISTS (SELECT 1 FROM visitor_contact c
                                    WHERE c.customer_id = m.customer_id AND c.account_id = m.account_id))
                        UPDATE missed_reply m SET state = 'sending', attempts = attempts + 1, due_at = now()
                        FROM late l, visitor_contact c
                        WHERE m.conversation_id = l.conversation_id AND m.state = 'waiting'
                            AND c.customer_id = m.customer_id AND c.account_id = m.account_id
                        RETURNING m.conversation_id, m.account_id, m.address, m.body, m.automatic, m.attempts, c.email
                        """).bind(0, most).mapProperties(MissedRow.class).all();
    }

    Mono<Void> done(MissedRow row) {
        return database.sql("DELETE FROM missed_reply WHERE conversation_id = $1 AND state = 'sending'")
                .bind(0, row.conversationId())
                .then();
    }

    /// It was certainly not taken. What came meanwhile goes with it.
    Mono<Void> later(MissedRow row, Duration by) {
        return database.sql("""
                        WITH rest AS (
                            DELETE FROM missed_reply WHERE conversation_id = $1 AND state = 'waiting' RETURNING body, last_seq)
                        UPDATE missed_reply SET state = 'waiting', due_at = now() + $2 * interval '1 millisecond',
                            body = body || coalesce((SELECT E'\\n\\n' || rest.body FROM rest), ''),
                            last_seq = coalesce((SELECT rest.last_seq FROM rest), last_seq)
                        WHERE conversation_id = $1 AND state = 'sending'
                        """)
                .bind(0, row.conversationId())
                .bind(1, by.toMillis())
                .then();
    }

    Mono<Void> forgetLost() {
        return database.sql("DELETE FROM missed_reply WHERE state = 'sending' AND due_at < now() - interval '1 hour'")
                .then();
    }
}
