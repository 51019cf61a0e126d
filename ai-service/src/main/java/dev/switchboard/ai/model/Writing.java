package dev.switchboard.ai.model;

import dev.switchboard.ai.guard.AnswerText;
import dev.switchboard.ai.guard.Masked;
import dev.switchboard.common.contract.ContextAssembled.Turn;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Writes for agents with the language model that is set up, as long as the account may pay for it. Personal data stays
/// at home. Nothing is faked: without a model a summary is made of the dialogue's own sentences, and the rest refused.
@Component
public class Writing {
    private static final Logger LOG = LoggerFactory.getLogger(Writing.class);

    private final @Nullable LanguageModel languageModel;
    private final Budget budget;
    private final ModelEndpoint endpoint;
    private final ModelMeters meters;

    Writing(ConfiguredModel configured, Budget budget, ModelEndpoint endpoint, ModelMeters meters) {
        this.languageModel = configured.model();
        this.budget = budget;
        this.endpoint = endpoint;
        this.meters = meters;
    }

    /// @param turns oldest first
    public Mono<Written> summarize(UUID accountId, List<Turn> turns) {
        String dialogue = Dialogue.written(turns);
        return write(accountId, AgentTask.summary(), dialogue)
                .map(written -> new Written(exact(written.text(), dialogue), written.model(), written.generation()))
                .filter(written -> !written.text().isEmpty())
                .onErrorResume(Problem.class, _ -> Mono.empty())
                .switchIfEmpty(Mono.fromSupplier(() -> new Written(Extract.of(turns), RetrievalOnly.NAME, null)));
    }

    /// Fails with a `Problem` where there is no model, it does not answer, or the day's budget is spent.
    public Mono<Written> rewrite(UUID accountId, String text, AgentTask.Style style) {
        return write(accountId, AgentTask.rewrite(style), text);
    }

    /// Fails as `rewrite` does.
    ///
    /// @param language its English name
    public Mono<Written> translate(UUID accountId, String text, String language) {
        return write(accountId, AgentTask.translation(language), text);
    }

    private Mono<Written> write(UUID accountId, AgentTask task, String text) {
        LanguageModel model = languageModel;
        if (model == null) {
            return Mono.error(() -> Problem.of(ProblemCode.MODEL_REQUIRED, "No language model is set up")
                    .advise("Set OPENAI_API_KEY, OPENAI_BASE_URL or ANTHROPIC_API_KEY."));
        }
        return budget.isLeft(accountId).flatMap(left -> left ? generate(model, task, text) : overBudget());
    }

    private Mono<Written> overBudget() {
        meters.overBudget();
        return Mono.error(() -> Problem.of(
                        ProblemCode.RATE_LIMIT_EXCEEDED, "The account's budget for language models is spent for today")
                .advise("Try again tomorrow (UTC), or raise LLM_DAILY_BUDGET."));
    }

    private Mono<Written> generate(LanguageModel model, AgentTask task, String text) {
        Masked masked = new Masked();
        Prompt prompt = task.prompt(masked.mask(text));
        return meters.timed(model.complete(prompt))
                .map(completion -> new Written(
                        AnswerText.plain(masked.restore(completion.text())),
                        model.name(),
                        endpoint.generation(prompt, completion)))
                .doOnNext(written -> meters.used(Objects.requireNonNull(written.generation())))
                .onErrorMap(ModelUnavailable.class, Writing::failed);
    }

    private static Problem failed(ModelUnavailable e) {
        LOG.warn("The language model {}", e.getMessage());
        return Problem.of(ProblemCode.UPSTREAM_FAILED, "The language model " + e.getMessage())
                .advise("Try again in a moment.");
    }

    /// Without the lines that name a number or an address which nobody has named.
    private static String exact(String summary, String dialogue) {
        return summary.lines()
                .filter(line -> Grounding.isExact(line, dialogue))
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
