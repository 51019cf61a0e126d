package dev.switchboard.ai.model;

import dev.switchboard.ai.guard.Masked;
import dev.switchboard.common.contract.HandoverRequested.Reason;
import dev.switchboard.common.contract.Passage;
import dev.switchboard.common.contract.Source;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Answers with a language model where one is set up and the account may still pay for it, and without one otherwise:
/// where the model fails, or nothing that it says is supported, the best passage answers as if there were none.
@Component
class Answering implements AnsweringModel {
    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

    private final @Nullable LanguageModel languageModel;
    private final RetrievalOnly retrievalOnly;
    private final Budget budget;
    private final ModelEndpoint endpoint;
    private final ModelSettings settings;
    private final ModelMeters meters;

    Answering(
            ConfiguredModel configured,
            RetrievalOnly retrievalOnly,
            Budget budget,
            ModelEndpoint endpoint,
            ModelSettings settings,
            ModelMeters meters) {
        this.meters = meters;
        this.languageModel = configured.model();
        this.retrievalOnly = retrievalOnly;
        this.budget = budget;
        this.endpoint = endpoint;
        this.settings = settings;
    }

    /// What no passage comes near to is never given to a model: it could only invent.
    @Override
    public Mono<Considered> decide(Asked asked, Consumer<String> soFar) {
        List<Passage> passages = asked.evidence(settings.evidence());
        Mono<Considered> without = Mono.fromSupplier(() -> retrievalOnly.decide(asked));
        LanguageModel model = languageModel;
        if (model == null || passages.isEmpty()) {
            return without;
        }
        return budget.isLeft(asked.accountId())
                .doOnNext(left -> {
                    if (!left) {
                        meters.overBudget();
                    }
                })
                .filter(left -> left)
                .flatMap(_ -> generate(model, asked, passages, soFar))
                .onErrorResume(ModelUnavailable.class, e -> {
                    LOG.warn("The language model {}", e.getMessage());
                    return Mono.empty();
                })
                .switchIfEmpty(without);
    }

    private Mono<Considered> generate(
            LanguageModel model, Asked asked, List<Passage> passages, Consumer<String> soFar) {
        Masked masked = new Masked();
        Prompt prompt = Question.of(asked, passages, masked);
        Grounding grounding = new Grounding(passages);
        return meters.timed(model.complete(prompt, written -> {
                    String supported = grounding.keepComplete(written);
                    if (!supported.isEmpty()) {
                        soFar.accept(masked.restore(supported));
                    }
                }))
                .map(completion -> new Considered(
                        decision(asked, passages, completion.text(), masked),
                        asked.passages(),
                        model.name(),
                        endpoint.generation(prompt, completion)))
                .doOnNext(considered -> meters.used(Objects.requireNonNull(considered.generation())));
    }

    private Decision decision(Asked asked, List<Passage> passages, String written, Masked masked) {
        double best = passages.getFirst().source().relevance();
        if (written.contains(Question.NO_ANSWER)) {
            return new Decision.HandOver(
                    Reason.LOW_CONFIDENCE, "The model found no answer in the passages.", Math.min(best, 0.5));
        }
        Grounding.Grounded grounded = new Grounding(passages).keep(written);
        if (grounded.text().isEmpty()) {
            return retrievalOnly.decide(asked).decision();
        }
        List<Source> sources = grounded.cited().stream()
                .map(i -> passages.get(i).source())
                .distinct()
                .toList();
        String intent = RetrievalOnly.intent(passages.getFirst().category());
        double confidence = Math.max(settings.threshold(), best) * grounded.share();
        return confidence < settings.threshold()
                ? new Decision.HandOver(
                        Reason.LOW_CONFIDENCE, "Most of what the model wrote is not in the passages.", confidence)
                : new Decision.Reply(masked.restore(grounded.text()), sources, intent, confidence);
    }
}
