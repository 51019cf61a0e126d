package dev.switchboard.ai.answer;

import dev.switchboard.ai.model.Considered;
import dev.switchboard.ai.model.Decision;
import dev.switchboard.ai.model.Generation;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ContextAssembled;
import dev.switchboard.common.contract.ContextAssembled.Turn;
import dev.switchboard.common.contract.Passage;
import dev.switchboard.common.contract.WireJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/// The record of all answers and hand-overs, and with it the dialogue of each session since its last reset.
@Repository
public class Answers {
    private static final int SESSION = 20;
    private static final String COLUMNS = """
            id, account_id, conversation_id, question_id, session_id, user_id, channel, question, reason, body, intent,
            entities, confidence, created_at
            """;

    private final DatabaseClient database;

    Answers(DatabaseClient database) {
        this.database = database;
    }

    static String sessionOf(ContextAssembled context) {
        String thread = context.address().thread();
        return thread == null ? context.conversationId().toString() : thread;
    }

    /// False where the question has an answer already.
    Mono<Boolean> add(AnswerJob job, Considered considered, List<String> entities, long latency, Instant now) {
        Generation generation = considered.generation();
        ContextAssembled context = job.context();
        GenericExecuteSpec statement = database.sql("""
                        INSERT INTO answer (id, account_id, conversation_id, question_id, session_id, user_id, channel,
                            question, entities, passages, passage_texts, model, latency_ms, created_at,
                            prompt, written, input_tokens, output_tokens, cost_micros, reason, detail, body, intent, confidence)
                        VALUES (:id, :account, :conversation, :questionId, :session, :user, :channel,
                            :question, :entities, :passages, :texts, :model, :latency, :now,
                            :prompt, :written, :input, :output, :cost, :reason, :detail, :body, :intent, :confidence)
                        ON CONFLICT (question_id) DO NOTHING
                        """)
                .bind("id", job.id())
                .bind("account", context.accountId())
                .bind("conversation", context.conversationId())
                .bind("questionId", context.questionId())
                .bind("session", sessionOf(context))
                .bind("user", context.address().identity())
                .bind("channel", context.address().channel().name().toLowerCase(Locale.ROOT))
                .bind("question", context.question())
                .bind("entities", entities.toArray(String[]::new))
                .bind(
                        "passages",
                        WireJson.write(considered.passages().stream()
                                .map(Passage::source)
                                .toList()))
                .bind("texts", considered.passages().stream().map(Passage::text).toArray(String[]::new))
                .bind("model", considered.model())
                .bind("input", generation == null ? 0 : generation.inputTokens())
                .bind("output", generation == null ? 0 : generation.outputTokens())
                .bind("cost", generation == null ? 0L : generation.costMicros())
                .bind("latency", latency)
                .bind("now", now);
        statement = bind(statement, "prompt", generation == null ? null : generation.prompt());
        statement = bind(statement, "written", generation == null ? null : generation.written());
        return decided(statement, considered.decision()).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    private static GenericExecuteSpec decided(GenericExecuteSpec statement, Decision decision) {
        return switch (decision) {
            case Decision.Reply reply ->
                bind(statement, "intent", reply.intent())
                        .bindNull("reason", String.class)
                        .bindNull("detail", String.class)
                        .bind("body", reply.text())
                        .bind("confidence", reply.confidence());
            case Decision.HandOver handOver ->
                statement
                        .bindNull("intent", String.class)
                        .bind("reason", handOver.reason().name())
                        .bind("detail", handOver.detail())
                        .bindNull("body", String.class)
                        .bind("confidence", handOver.confidence());
        };
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec statement, String name, @Nullable String value) {
        return value == null ? statement.bindNull(name, String.class) : statement.bind(name, value);
    }

    public Mono<Answer> to(UUID accountId, UUID questionId) {
        return database.sql("SELECT " + COLUMNS + " FROM answer WHERE account_id = $1 AND question_id = $2")
                .bind(0, accountId)
                .bind(1, questionId)
                .mapProperties(AnswerRow.class)
                .one()
                .map(AnswerRow::answer);
    }

    /// The session's latest answers, oldest first, those before its reset too.
    public Mono<List<Answer>> session(UUID accountId, String sessionId) {
        return database.sql("SELECT " + COLUMNS + """
                         FROM answer WHERE account_id = $1 AND session_id = $2 ORDER BY created_at DESC LIMIT $3
                        """)
                .bind(0, accountId)
                .bind(1, sessionId)
                .bind(2, SESSION)
                .mapProperties(AnswerRow.class)
                .all()
                .map(AnswerRow::answer)
                .collectList()
                .map(List::reversed);
    }

    /// The dialogue since the last reset; empty where the session was never reset.
    public Mono<List<Turn>> sinceReset(UUID accountId, String sessionId) {
        return resetAt(accountId, sessionId)
                .flatMap(at -> session(accountId, sessionId).map(answers -> turns(answers, at)));
    }

    public Mono<Instant> resetAt(UUID accountId, String sessionId) {
        return database.sql("SELECT reset_at FROM session_reset WHERE account_id = $1 AND session_id = $2")
                .bind(0, accountId)
                .bind(1, sessionId)
                .mapValue(Instant.class)
                .one();
    }

    public Mono<Void> reset(UUID accountId, String sessionId, Instant now) {
        return database.sql("""
                        INSERT INTO session_reset (account_id, session_id, reset_at) VALUES ($1, $2, $3)
                        ON CONFLICT (account_id, session_id) DO UPDATE SET reset_at = EXCLUDED.reset_at
                        """)
                .bind(0, accountId)
                .bind(1, sessionId)
                .bind(2, now)
                .fetch()
                .rowsUpdated()
                .then();
    }

    /// What was said after that moment.
    public static List<Turn> turns(List<Answer> answers, Instant after) {
        List<Turn> turns = new ArrayList<>();
        for (Answer answer : answers) {
            if (answer.createdAt().isAfter(after)) {
                turns.add(new Turn(Author.Kind.CUSTOMER, answer.question()));
                if (answer.body() != null) {
                    turns.add(new Turn(Author.Kind.BOT, answer.body()));
                }
            }
        }
        return turns;
    }

    private record AnswerRow(
            UUID id,
            UUID accountId,
            UUID conversationId,
            UUID questionId,
            String sessionId,
            String userId,
            String channel,
            String question,
            @Nullable String reason,
            @Nullable String body,
            @Nullable String intent,
            String[] entities,
            double confidence,
            Instant createdAt) {
        Answer answer() {
            return new Answer(
                    id,
                    accountId,
                    conversationId,
                    questionId,
                    sessionId,
                    userId,
                    channel,
                    question,
                    reason,
                    body,
                    intent,
                    List.of(entities),
                    confidence,
                    createdAt);
        }
    }
}
