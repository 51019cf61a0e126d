package dev.switchboard.conversation.csat;

import dev.switchboard.common.contract.ConversationUpdated.StatusChanged;
import dev.switchboard.common.id.Ids;
import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.store.JsonRows;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The surveys of all accounts.
@Repository
public class Surveys {
    private static final String SELECT = """
            SELECT account_id, id, conversation_id, token, inbox_id, agent_id, question, score, comment, created_at,
                offered_at, answered_at
            FROM csat_survey
            """;

    private final DatabaseClient database;

    Surveys(DatabaseClient database) {
        this.database = database;
    }

    /// @param average of all answers, 0 where there are none
    /// @param counts answers by score, from 1 to 5
    public record Summary(long answers, double average, List<Long> counts) {}

    /// Wanted for conversations that were closed; one that still waits for an answer is enough.
    public Mono<Void> want(Collection<StatusChanged> closed) {
        if (closed.isEmpty()) {
            return Mono.empty();
        }
        List<Survey> wanted = closed.stream()
                .map(fact -> new Survey(
                        fact.accountId(),
                        Ids.next(),
                        fact.conversationId(),
                        Ids.secret(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        fact.occurredAt(),
                        null,
                        null))
                .toList();
        return database.sql("""
                        INSERT INTO csat_survey (account_id, id, conversation_id, token, created_at)
                        SELECT account_id, id, conversation_id, token, created_at
                        FROM json_populate_recordset(NULL::csat_survey, $1::json) ON CONFLICT DO NOTHING
                        """).bind(0, JsonRows.of(wanted)).then();
    }

    Flux<Survey> wanted(int limit) {
        return database.sql(SELECT + " WHERE offered_at IS NULL ORDER BY created_at LIMIT $1")
                .bind(0, limit)
                .map(Surveys::read)
                .all();
    }

    /// Whether it was still to be offered.
    Mono<Boolean> offered(Survey survey, UUID inboxId, @Nullable UUID agentId, String question, Instant at) {
        return database.sql("""
                        UPDATE csat_survey SET inbox_id = $3, agent_id = $4, question = $5, offered_at = $6
                        WHERE account_id = $1 AND id = $2 AND offered_at IS NULL
                        """)
                .bind(0, survey.accountId())
                .bind(1, survey.id())
                .bind(2, inboxId)
                .bind(3, Parameter.fromOrEmpty(agentId, UUID.class))
                .bind(4, question)
                .bind(5, at.atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .map(offered -> offered == 1);
    }

    Mono<Void> drop(Survey survey) {
        return database.sql("DELETE FROM csat_survey WHERE account_id = $1 AND id = $2 AND offered_at IS NULL")
                .bind(0, survey.accountId())
                .bind(1, survey.id())
                .then();
    }

    /// One that was offered.
    public Mono<Survey> byToken(String token) {
        return database.sql(SELECT + " WHERE token = $1 AND offered_at IS NOT NULL")
                .bind(0, token)
                .map(Surveys::read)
                .one();
    }

    /// Empty where it was answered before.
    Mono<Survey> answer(Survey survey, int score, @Nullable String comment, Instant at) {
        return database.sql("""
                        UPDATE csat_survey SET score = $3, comment = $4, answered_at = $5
                        WHERE account_id = $1 AND id = $2 AND answered_at IS NULL
                        RETURNING account_id, id, conversation_id, token, inbox_id, agent_id, question, score, comment,
                            created_at, offered_at, answered_at
                        """)
                .bind(0, survey.accountId())
                .bind(1, survey.id())
                .bind(2, score)
                .bind(3, Parameter.fromOrEmpty(comment, String.class))
                .bind(4, at.atOffset(ZoneOffset.UTC))
                .map(Surveys::read)
                .one();
    }

    /// Answers, latest first.
    ///
    /// @param after only older ones than this answer
    public Flux<Survey> answered(UUID accountId, @Nullable UUID inboxId, @Nullable UUID after, int limit) {
        return database.sql(SELECT + """
                        WHERE account_id = $1 AND answered_at IS NOT NULL AND ($2::uuid IS NULL OR inbox_id = $2)
                            AND ($3::uuid IS NULL OR (answered_at, id) < (
                                SELECT a.answered_at, a.id FROM csat_survey a WHERE a.account_id = $1 AND a.id = $3))
                        ORDER BY answered_at DESC, id DESC LIMIT $4
                        """)
                .bind(0, accountId)
                .bind(1, Parameter.fromOrEmpty(inboxId, UUID.class))
                .bind(2, Parameter.fromOrEmpty(after, UUID.class))
                .bind(3, limit)
                .map(Surveys::read)
                .all();
    }

    public Mono<Summary> summary(UUID accountId, @Nullable UUID inboxId, Instant since) {
        return database.sql("""
                        SELECT count(*) AS answers, coalesce(avg(score), 0)::float8 AS average,
                            count(*) FILTER (WHERE score = 1) AS one, count(*) FILTER (WHERE score = 2) AS two,
                            count(*) FILTER (WHERE score = 3) AS three, count(*) FILTER (WHERE score = 4) AS four,
                            count(*) FILTER (WHERE score = 5) AS five
                        FROM csat_survey
                        WHERE account_id = $1 AND answered_at >= $2 AND ($3::uuid IS NULL OR inbox_id = $3)
                        """)
                .bind(0, accountId)
                .bind(1, since.atOffset(ZoneOffset.UTC))
                .bind(2, Parameter.fromOrEmpty(inboxId, UUID.class))
                .map(row -> {
                    Columns c = new Columns(row);
                    Double average = row.get("average", Double.class);
                    return new Summary(
                            c.number("answers"),
                            average == null ? 0 : average,
                            List.of(
                                    c.number("one"),
                                    c.number("two"),
                                    c.number("three"),
                                    c.number("four"),
                                    c.number("five")));
                })
                .one();
    }

    private static Survey read(Readable row) {
        Columns c = new Columns(row);
        return new Survey(
                c.uuid("account_id"),
                c.uuid("id"),
                c.uuid("conversation_id"),
                c.text("token"),
                c.uuidOrNull("inbox_id"),
                c.uuidOrNull("agent_id"),
                c.textOrNull("question"),
                c.integerOrNull("score"),
                c.textOrNull("comment"),
                c.instant("created_at"),
                c.instantOrNull("offered_at"),
                c.instantOrNull("answered_at"));
    }
}
