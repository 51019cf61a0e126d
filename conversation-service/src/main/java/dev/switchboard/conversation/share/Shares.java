package dev.switchboard.conversation.share;

import dev.switchboard.conversation.store.Columns;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/// The tokens that show conversations, by hash.
@Repository
class Shares {
    private final DatabaseClient database;

    Shares(DatabaseClient database) {
        this.database = database;
    }

    /// Which conversation a token shows.
    record Shared(UUID accountId, UUID conversationId) {}

    Mono<Void> add(ShareToken token, Shared of, UUID by, Instant at, Instant expiresAt) {
        return database.sql("""
                        INSERT INTO conversation_share (token_hash, account_id, conversation_id, created_by, created_at,
                            expires_at)
                        VALUES ($1, $2, $3, $4, $5, $6)
                        """)
                .bind(0, ByteBuffer.wrap(token.hash()))
                .bind(1, of.accountId())
                .bind(2, of.conversationId())
                .bind(3, by)
                .bind(4, at.atOffset(ZoneOffset.UTC))
                .bind(5, expiresAt.atOffset(ZoneOffset.UTC))
                .then();
    }

    Mono<Shared> shownBy(ShareToken token, Instant now) {
        return database.sql("""
                        SELECT s.account_id, s.conversation_id FROM conversation_share s
                        WHERE s.token_hash = $1 AND s.expires_at > $2
                        """)
                .bind(0, ByteBuffer.wrap(token.hash()))
                .bind(1, now.atOffset(ZoneOffset.UTC))
                .map(row -> new Columns(row))
                .one()
                .map(c -> new Shared(c.uuid("account_id"), c.uuid("conversation_id")));
    }

    /// How many of a conversation's tokens end, expired ones among them.
    ///
    /// @param keep the newest stay
    Mono<Long> end(Shared of, Instant now, int keep) {
        return database.sql("""
                        DELETE FROM conversation_share s WHERE s.account_id = $1 AND s.conversation_id = $2
                            AND (s.expires_at <= $3 OR s.token_hash NOT IN (
                                SELECT n.token_hash FROM conversation_share n
                                WHERE n.account_id = $1 AND n.conversation_id = $2
                                ORDER BY n.created_at DESC, n.token_hash LIMIT $4))
                        """)
                .bind(0, of.accountId())
                .bind(1, of.conversationId())
                .bind(2, now.atOffset(ZoneOffset.UTC))
                .bind(3, keep)
                .fetch()
                .rowsUpdated();
    }
}
