package dev.switchboard.conversation.ticket;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/// Requests that named themselves. Of two at once with one name the second waits for the first one's transaction.
@Repository
class TicketRequests {
    private final DatabaseClient database;

    TicketRequests(DatabaseClient database) {
        this.database = database;
    }

    /// Empty for a new one, which is for this conversation from now on; else the earlier one's conversation.
    ///
    /// @return fails where the name was used for something else
    Mono<UUID> claim(UUID accountId, RequestName name, byte[] hash, UUID conversationId) {
        return database.sql("""
                        INSERT INTO ticket_request (account_id, scope, key, body_hash, conversation_id)
                        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
                        """)
                .bind(0, accountId)
                .bind(1, name.scope())
                .bind(2, name.key())
                .bind(3, hash)
                .bind(4, conversationId)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 0)
                .flatMap(_ -> earlier(accountId, name, hash));
    }

    private Mono<UUID> earlier(UUID accountId, RequestName name, byte[] hash) {
        return database.sql("""
                        SELECT r.body_hash, r.conversation_id FROM ticket_request r
                        WHERE r.account_id = $1 AND r.scope = $2 AND r.key = $3
                        """)
                .bind(0, accountId)
                .bind(1, name.scope())
                .bind(2, name.key())
                .map(row -> {
                    if (!Arrays.equals(row.get(0, byte[].class), hash)) {
                        throw reused(name);
                    }
                    return Objects.requireNonNull(row.get(1, UUID.class));
                })
                .one();
    }

    private static Problem reused(RequestName name) {
        return Problem.of(ProblemCode.CONFLICT, name.key() + " was used for another ticket before")
                .advise("Use a new key for each ticket, and the same one only to repeat the request.");
    }
}
