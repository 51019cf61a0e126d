package dev.switchboard.conversation.search;

import dev.switchboard.conversation.store.Columns;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/// Finds the conversation whose ticket number was typed.
@Repository
class NumberedConversations {
    private final DatabaseClient database;

    NumberedConversations(DatabaseClient database) {
        this.database = database;
    }

    /// @param number 0 for none
    Mono<ConversationHit> find(UUID accountId, long number, SearchFilter filter) {
        if (number == 0) {
            return Mono.empty();
        }
        Parameters parameters = new Parameters();
        String sql = """
                SELECT c.id, c.number, c.subject, c.status, c.priority, c.inbox_id, c.customer_id,
                    u.name AS customer_name, c.last_activity_at
                FROM conversation c JOIN customer u ON u.account_id = c.account_id AND u.id = c.customer_id
                WHERE c.account_id = %s AND c.number = %s
                """.formatted(parameters.of(accountId), parameters.of(number))
                + (filter.inboxId() == null ? "" : " AND c.inbox_id = " + parameters.of(filter.inboxId()))
                + SearchQuestion.ofConversation(filter, parameters);
        return parameters
                .bind(database, sql)
                .map(row -> {
                    Columns c = new Columns(row);
                    return new ConversationHit(
                            "conversation",
                            c.uuid("id"),
                            new MessageHit.Place(
                                    c.number("number"),
                                    c.textOrNull("subject"),
                                    c.text("status"),
                                    c.text("priority"),
                                    c.uuid("inbox_id"),
                                    c.uuid("customer_id"),
                                    c.textOrNull("customer_name"),
                                    c.instant("last_activity_at")),
                            null);
                })
                .one();
    }
}
