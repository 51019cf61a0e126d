package dev.switchboard.ai.answer;

import dev.switchboard.ai.answer.AnswerRecords.AnswerRecord;
import dev.switchboard.ai.answer.AnswerRecords.Outcome;
import dev.switchboard.ai.answer.AnswerRecords.Wanted;
import dev.switchboard.common.contract.Passage;
import dev.switchboard.common.contract.Source;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// The record of each answer for the desk, in the style of the Netia API.
@RestController
@Tag(name = "Netia: AI answers")
class AnswerController {
    private static final int PAGE = 100;
    private static final String OLDEST = "oldest";

    private final AnswerRecords records;

    AnswerController(AnswerRecords records) {
        this.records = records;
    }

    record OneView(AnswerView data) {}

    /// @param next pass it as `after` for the next page; null on the last one
    record ListView(List<AnswerView> data, @Nullable UUID next) {}

    /// @param decision `answered`, `asked_back` or `handed_over`
    /// @param reason why a person was asked
    /// @param prompt what a language model was told, personal data masked
    /// @param written what it wrote, before unsupported sentences were left out
    /// @param costUsd what the language model cost
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record AnswerView(
            UUID id,
            UUID conversationId,
            UUID questionId,
            String channel,
            String question,
            String decision,
            @Nullable String answer,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable String intent,
            List<String> entities,
            double confidence,
            List<PassageView> passages,
            String model,
            @Nullable String prompt,
            @Nullable String written,
            int inputTokens,
            int outputTokens,
            BigDecimal costUsd,
            long latencyMs,
            Instant createdAt) {
        static AnswerView of(AnswerRecord answer) {
            return new AnswerView(
                    answer.id(),
                    answer.conversationId(),
                    answer.questionId(),
                    answer.channel(),
                    answer.question(),
                    answer.outcome().name().toLowerCase(Locale.ROOT),
                    answer.body(),
                    answer.reason() == null ? null : answer.reason().toLowerCase(Locale.ROOT),
                    answer.detail(),
                    answer.intent(),
                    List.of(answer.entities()),
                    answer.confidence(),
                    answer.evidence().stream().map(PassageView::of).toList(),
                    answer.model(),
                    answer.prompt(),
                    answer.written(),
                    answer.inputTokens(),
                    answer.outputTokens(),
                    BigDecimal.valueOf(answer.costMicros(), 6),
                    answer.latencyMs(),
                    answer.createdAt());
        }
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record PassageView(
            UUID articleId, String title, @Nullable String url, double relevance, String text) {
        static PassageView of(Passage passage) {
            Source source = passage.source();
            return new PassageView(
                    source.articleId(), source.title(), source.url(), source.relevance(), passage.text());
        }
    }

    @Operation(
            summary = "List why the AI said what it said",
            description = "The record of each answer and hand-over of the account, of one `conversation_id`, or of the "
                    + "message `question_id`: the question, the passages at hand, the model with its prompt and cost, "
                    + "and the decision, which `decision` narrows to `answered`, `asked_back` or `handed_over`. Oldest first unless "
                    + "`order` is `newest`; at most 100 on a page, whose `next` is the `after` of the page behind it.")
    @GetMapping("/api/ai/answers")
    Mono<ListView> list(
            @RequestParam(name = "conversation_id", required = false) @Nullable UUID conversationId,
            @RequestParam(name = "question_id", required = false) @Nullable UUID questionId,
            @RequestParam(required = false) @Nullable String decision,
            @RequestParam(defaultValue = OLDEST) String order,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit,
            Caller.Staff caller) {
        int size = Math.clamp(limit, 1, PAGE);
        Wanted wanted = new Wanted(conversationId, questionId, outcome(decision));
        return records.list(caller.accountId(), wanted, newest(order), after, size + 1)
                .map(AnswerView::of)
                .collectList()
                .map(found -> found.size() <= size
                        ? new ListView(found, null)
                        : new ListView(
                                found.subList(0, size), found.get(size - 1).id()));
    }

    private static @Nullable Outcome outcome(@Nullable String decision) {
        return switch (decision) {
            case null -> null;
            case "" -> null;
            case "answered" -> Outcome.ANSWERED;
            case "asked_back" -> Outcome.ASKED_BACK;
            case "handed_over" -> Outcome.HANDED_OVER;
            default -> throw Problem.field("decision", "should be answered, asked_back or handed_over");
        };
    }

    private static boolean newest(String order) {
        return switch (order) {
            case "newest" -> true;
            case OLDEST -> false;
            default -> throw Problem.field("order", "should be oldest or newest");
        };
    }

    @Operation(
            summary = "Get why the AI gave one answer",
            description = "The question, the passages at hand, the model with its prompt and cost, and the decision.")
    @GetMapping("/api/ai/answers/{id}")
    Mono<OneView> get(@PathVariable UUID id, Caller.Staff caller) {
        return records.find(caller.accountId(), id)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Answer")))
                .map(AnswerView::of)
                .map(OneView::new);
    }
}
