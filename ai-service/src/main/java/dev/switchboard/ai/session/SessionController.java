package dev.switchboard.ai.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.ai.answer.Answer;
import dev.switchboard.ai.answer.Answers;
import dev.switchboard.ai.answer.Entities;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ContextAssembled.Turn;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `/api/core/sessions` of the platform API: the customer's dialogue with the AI, as the AI remembers it.
@RestController
@Tag(name = "Platform: chatbot core")
class SessionController {
    private final Answers answers;
    private final Clock clock;

    SessionController(Answers answers, Clock clock) {
        this.answers = answers;
        this.clock = clock;
    }

    record SessionView(String sessionId, String userId, String channel, ContextView context) {}

    record ContextView(
            @JsonProperty("conversation_history") List<TurnView> history,
            EntitiesView entities,
            @Nullable String intent,
            @JsonProperty("last_interaction") Instant lastInteraction) {}

    record TurnView(String role, String content) {
        static TurnView of(Turn turn) {
            return new TurnView(turn.author() == Author.Kind.CUSTOMER ? "user" : "assistant", turn.text());
        }
    }

    record EntitiesView(
            @JsonProperty("order_number") @Nullable String orderNumber,
            @Nullable String email) {}

    record ResetView(String status, String message, String sessionId) {}

    @Operation(
            summary = "Get what the AI remembers of a session",
            description = "The dialogue since the last reset, what was named in it, and the intent of the last "
                    + "question.")
    @GetMapping("/api/core/sessions/{sessionId}/context")
    Mono<SessionView> context(@PathVariable String sessionId, Caller.Staff caller) {
        UUID account = caller.accountId();
        return known(account, sessionId)
                .flatMap(session -> answers.resetAt(account, sessionId)
                        .defaultIfEmpty(Instant.EPOCH)
                        .map(reset -> view(sessionId, session, reset)));
    }

    @Operation(
            summary = "Let the AI forget a session",
            description = "What was said before is no context of later answers. The conversation itself keeps "
                    + "every message.")
    @PostMapping("/api/core/sessions/{sessionId}/reset")
    Mono<ResetView> reset(@PathVariable String sessionId, Caller.Staff caller) {
        UUID account = caller.accountToChange();
        return known(account, sessionId)
                .flatMap(_ -> answers.reset(account, sessionId, clock.instant()))
                .thenReturn(new ResetView("success", "Session context has been reset", sessionId));
    }

    private Mono<List<Answer>> known(UUID account, String sessionId) {
        return answers.session(account, sessionId)
                .filter(session -> !session.isEmpty())
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.SESSION_NOT_FOUND, "Session not found")));
    }

    private static SessionView view(String sessionId, List<Answer> session, Instant reset) {
        Answer latest = session.getLast();
        List<Answer> since = session.stream()
                .filter(answer -> answer.createdAt().isAfter(reset))
                .toList();
        Entities named = Entities.in(String.join(
                "\n", since.reversed().stream().map(Answer::question).toList()));
        return new SessionView(
                sessionId,
                userId(latest),
                latest.channel(),
                new ContextView(
                        Answers.turns(session, reset).stream().map(TurnView::of).toList(),
                        new EntitiesView(first(named.orderNumbers()), first(named.emails())),
                        since.isEmpty() ? null : since.getLast().intent(),
                        latest.createdAt().truncatedTo(ChronoUnit.MILLIS)));
    }

    /// A web visitor's identity is `userId|sessionId`.
    private static String userId(Answer answer) {
        String suffix = "|" + answer.sessionId();
        return answer.userId().endsWith(suffix)
                ? answer.userId().substring(0, answer.userId().length() - suffix.length())
                : answer.userId();
    }

    private static @Nullable String first(List<String> values) {
        return values.isEmpty() ? null : values.getFirst();
    }
}
