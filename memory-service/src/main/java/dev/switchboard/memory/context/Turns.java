package dev.switchboard.memory.context;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ContextAssembled.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/// Short-term memory: what was said last in each conversation, a bounded number of turns of bounded length.
@Repository
class Turns {
    private static final int MOST = 50;

    private final DatabaseClient database;
    private final ContextSettings settings;

    Turns(DatabaseClient database, ContextSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// Adds turns, and forgets those of the same conversations that are too old now.
    Mono<Void> keep(List<Said> messages) {
        if (messages.isEmpty()) {
            return Mono.empty();
        }
        Mono<Long> added = database.sql("""
                        INSERT INTO turn (account_id, conversation_id, seq, customer_id, author, body, said_at)
                        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::text[],
                                             $7::timestamptz[])
                            AS said (account_id, conversation_id, seq, customer_id, author, body, said_at)
                        WHERE NOT EXISTS (
                            SELECT FROM erased_conversation e WHERE e.conversation_id = said.conversation_id)
                        ON CONFLICT DO NOTHING
                        """)
                .bind(0, each(messages, Said::accountId))
                .bind(1, each(messages, Said::conversationId))
                .bind(2, messages.stream().map(Said::seq).toArray(Long[]::new))
                .bind(3, each(messages, Said::customerId))
                .bind(4, messages.stream().map(m -> m.author().name()).toArray(String[]::new))
                .bind(5, messages.stream().map(m -> settings.cut(m.body())).toArray(String[]::new))
                .bind(6, messages.stream().map(Said::at).toArray(Instant[]::new))
                .fetch()
                .rowsUpdated();
        Mono<Long> forgotten = database.sql("""
                        DELETE FROM turn USING unnest($1::uuid[], $2::bigint[]) AS latest (conversation_id, seq)
                        WHERE turn.conversation_id = latest.conversation_id AND turn.seq <= latest.seq - $3
                        """)
                .bind(0, each(messages, Said::conversationId))
                .bind(1, messages.stream().map(Said::seq).toArray(Long[]::new))
                .bind(2, settings.kept())
                .fetch()
                .rowsUpdated();
        return added.then(forgotten).then();
    }

    /// What was said before each question, oldest first, by the question's message id.
    Mono<Map<UUID, List<Turn>>> before(List<Question> questions) {
        return database.sql("""
                        SELECT question.message_id, earlier.author, earlier.body
                        FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[])
                            AS question (message_id, account_id, conversation_id, seq)
                        CROSS JOIN LATERAL (
                            SELECT seq, author, body FROM turn
                            WHERE turn.account_id = question.account_id
                              AND turn.conversation_id = question.conversation_id AND turn.seq < question.seq
                            ORDER BY seq DESC LIMIT $5) AS earlier
                        ORDER BY question.message_id, earlier.seq
                        """)
                .bind(0, each(questions, Question::messageId))
                .bind(1, each(questions, Question::accountId))
                .bind(2, each(questions, Question::conversationId))
                .bind(3, questions.stream().map(Question::seq).toArray(Long[]::new))
                .bind(4, settings.history())
                .mapProperties(TurnRow.class)
                .all()
                .collect(Collectors.groupingBy(
                        TurnRow::messageId, Collectors.mapping(TurnRow::turn, Collectors.toList())));
    }

    /// The conversation's latest turns, oldest first, as many as a context carries; none of another account's.
    Mono<List<Turn>> latest(UUID accountId, UUID conversationId) {
        return database.sql("""
                        SELECT conversation_id AS message_id, author, body FROM turn
                        WHERE account_id = $1 AND conversation_id = $2 ORDER BY seq DESC LIMIT $3
                        """)
                .bind(0, accountId)
                .bind(1, conversationId)
                .bind(2, MOST)
                .mapProperties(TurnRow.class)
                .all()
                .map(TurnRow::turn)
                .collectList()
                .map(List::reversed);
    }

    private static <T> UUID[] each(List<T> all, Function<T, UUID> id) {
        return all.stream().map(id).toArray(UUID[]::new);
    }

    private record TurnRow(UUID messageId, String author, String body) {
        Turn turn() {
            return new Turn(Author.Kind.valueOf(author), body);
        }
    }
}
