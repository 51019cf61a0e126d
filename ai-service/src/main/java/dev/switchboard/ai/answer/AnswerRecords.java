package dev.switchboard.ai.answer;

import dev.switchboard.common.contract.Passage;
import dev.switchboard.common.contract.Source;
import dev.switchboard.common.contract.WireJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Why the AI said what it said: the record of each answer with all that it stood on.
@Repository
class AnswerRecords {
    private static final String COLUMNS = """
            id, conversation_id, question_id, channel, question, reason, detail, body, intent, entities, confidence,
            passages, passage_texts, model, prompt, written, input_tokens, output_tokens, cost_micros, latency_ms,
            created_at
            """;

    private final DatabaseClient database;

    AnswerRecords(DatabaseClient database) {
        this.database = database;
    }

    enum Outcome {
        ANSWERED,
        ASKED_BACK,
        HANDED_OVER
    }

    /// A row of the table.
    ///
    /// @param reason why a person was asked; null where the AI answered
    /// @param body what the AI answered; null where it handed over
    /// @param passages as JSON, and their texts; `evidence` has both together
    /// @param prompt what a language model was told, personal data masked; null where none was asked
    /// @param written what it wrote, before unsupported sentences were left out
    /// @param costMicros in millionths of a US dollar
    record AnswerRecord(
            UUID id,
            UUID conversationId,
            UUID questionId,
            String channel,
            String question,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable String body,
            @Nullable String intent,
            String[] entities,
            double confidence,
            String passages,
            String[] passageTexts,
            String model,
            @Nullable String prompt,
            @Nullable String written,
            int inputTokens,
            int outputTokens,
            long costMicros,
            long latencyMs,
            Instant createdAt) {
        Outcome outcome() {
            if (body == null) {
                return Outcome.HANDED_OVER;
            }
            return AskBack.INTENT.equals(intent) ? Outcome.ASKED_BACK : Outcome.ANSWERED;
        }

        /// A text is empty where the answer was recorded before texts were; categories are not kept.
        List<Passage> evidence() {
            List<Source> sources = Arrays.asList(WireJson.read(passages, Source[].class));
            List<Passage> evidence = new ArrayList<>();
            for (int i = 0; i < sources.size(); i++) {
                evidence.add(new Passage(sources.get(i), i < passageTexts.length ? passageTexts[i] : "", null, null));
            }
            return evidence;
        }
    }

    Mono<AnswerRecord> find(UUID accountId, UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM answer WHERE account_id = $1 AND id = $2")
                .bind(0, accountId)
                .bind(1, id)
                .mapProperties(AnswerRecord.class)
                .one();
    }

    /// The last one of the conversation since its session was reset.
    Mono<AnswerRecord> latest(UUID accountId, UUID conversationId) {
        return database.sql("SELECT " + COLUMNS + """
                         FROM answer WHERE account_id = $1 AND conversation_id = $2
                          AND created_at > coalesce((SELECT reset_at FROM session_reset r
                            WHERE r.account_id = answer.account_id AND r.session_id = answer.session_id), '-infinity')
                        ORDER BY id DESC LIMIT 1
                        """)
                .bind(0, accountId)
                .bind(1, conversationId)
                .mapProperties(AnswerRecord.class)
                .one();
    }

    /// Which records are wanted; null is any.
    ///
    record Wanted(
            @Nullable UUID conversationId,
            @Nullable UUID questionId,
            @Nullable Outcome outcome) {}

    /// The account's in the order of their ids, from behind `after`.
    ///
    /// @param newest the other way round
    Flux<AnswerRecord> list(UUID accountId, Wanted wanted, boolean newest, @Nullable UUID after, int limit) {
        var statement = database.sql("SELECT " + COLUMNS + """
                         FROM answer
                        WHERE account_id = :account
                          AND (:after::uuid IS NULL OR id %1$s :after)
                          AND (:conversation::uuid IS NULL OR conversation_id = :conversation)
                          AND (:question::uuid IS NULL OR question_id = :question)
                          AND (:outcome::text IS NULL OR :outcome = CASE WHEN body IS NULL THEN 'HANDED_OVER'
                            WHEN intent = :askedBack THEN 'ASKED_BACK' ELSE 'ANSWERED' END)
                        ORDER BY id %2$s LIMIT :limit
                        """.formatted(newest ? "<" : ">", newest ? "DESC" : "ASC"))
                .bind("account", accountId)
                .bind("askedBack", AskBack.INTENT)
                .bind("limit", limit);
        statement = bind(statement, "after", after, UUID.class);
        statement = bind(statement, "conversation", wanted.conversationId(), UUID.class);
        statement = bind(statement, "question", wanted.questionId(), UUID.class);
        Outcome outcome = wanted.outcome();
        statement = bind(statement, "outcome", outcome == null ? null : outcome.name(), String.class);
        return statement.mapProperties(AnswerRecord.class).all();
    }

    private static <T> GenericExecuteSpec bind(
            GenericExecuteSpec statement, String name, @Nullable T value, Class<T> type) {
        return value == null ? statement.bindNull(name, type) : statement.bind(name, value);
    }
}
