package dev.switchboard.ai.answer;

import dev.switchboard.ai.guard.AnswerText;
import dev.switchboard.ai.handover.PersonWanted;
import dev.switchboard.ai.model.AnsweringModel;
import dev.switchboard.ai.model.Asked;
import dev.switchboard.ai.model.Considered;
import dev.switchboard.ai.model.Decision;
import dev.switchboard.common.contract.ContextAssembled;
import dev.switchboard.common.contract.HandoverRequested.Reason;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Decides who answers: a person where one is asked for, a courtesy, else the model, which may ask back once. What
/// failed too often goes to a person too.
@Component
class Decide {
    private final AnsweringModel model;
    private final AskBack askBack;
    private final AnswerSettings settings;

    Decide(AnsweringModel model, AskBack askBack, AnswerSettings settings) {
        this.model = model;
        this.askBack = askBack;
        this.settings = settings;
    }

    /// @param soFar told of what may be shown already, while an answer is being written
    Mono<Considered> on(AnswerJob job, Consumer<String> soFar) {
        ContextAssembled context = job.context();
        String question = context.question();
        Consumer<String> shown = text -> soFar.accept(AnswerText.plain(text));
        if (job.attempt() > settings.attempts()) {
            return Mono.just(rule(
                    context, new Decision.HandOver(Reason.MODEL_FAILED, "The question could not be worked on.", 0)));
        }
        if (PersonWanted.in(question)) {
            return Mono.just(
                    rule(context, new Decision.HandOver(Reason.CUSTOMER_ASKED, "The customer asked for a person.", 1)));
        }
        return askBack.chosen(context, shown)
                .switchIfEmpty(Mono.defer(() -> Mono.justOrEmpty(SmallTalk.answer(question))
                        .map(said -> rule(context, new Decision.Reply(said.text(), List.of(), said.intent(), 1)))))
                .switchIfEmpty(Mono.defer(() -> model.decide(Asked.of(context), shown)
                        .flatMap(considered -> askBack.before(considered, context))))
                .map(considered -> considered.with(Decide::guarded));
    }

    private static Considered rule(ContextAssembled context, Decision decision) {
        return Considered.by("rule", context.passages(), decision);
    }

    private static Decision guarded(Decision decision) {
        return switch (decision) {
            case Decision.Reply reply -> {
                String text = AnswerText.plain(reply.text());
                yield text.isEmpty()
                        ? new Decision.HandOver(Reason.NO_EVIDENCE, "The answer had no text.", reply.confidence())
                        : new Decision.Reply(text, reply.sources(), reply.intent(), reply.confidence());
            }
            case Decision.HandOver handOver -> handOver;
        };
    }
}
