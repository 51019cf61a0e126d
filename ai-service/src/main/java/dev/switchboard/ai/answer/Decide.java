package dev.switchboard.ai.answer;

import dev.switchboard.ai.guard.AnswerText;
import dev.switchboard.ai.handover.PersonWanted;
import dev.switchboard.ai.model.AnsweringModel;
import dev.switchboard.ai.model.Asked;
import dev.switchboard.ai.model.Considered;
import dev.switchboard.ai.model.Decision;
import dev.switchboard.common.contract.HandoverRequested.Reason;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Decides who answers: a person where one is asked for, a courtesy, else the model. What failed too often goes to a
/// person too.
@Component
class Decide {
    private final AnsweringModel model;
    private final AnswerSettings settings;

    Decide(AnsweringModel model, AnswerSettings settings) {
        this.model = model;
        this.settings = settings;
    }

    /// @param soFar told of what may be shown already, while an answer is being written
    Mono<Considered> on(AnswerJob job, Consumer<String> soFar) {
        String question = job.context().question();
        if (job.attempt() > settings.attempts()) {
            return Mono.just(
                    rule(new Decision.HandOver(Reason.MODEL_FAILED, "The question could not be worked on.", 0)));
        }
        if (PersonWanted.in(question)) {
            return Mono.just(rule(new Decision.HandOver(Reason.CUSTOMER_ASKED, "The customer asked for a person.", 1)));
        }
        return Mono.justOrEmpty(SmallTalk.answer(question)
                        .map(said -> rule(new Decision.Reply(said.text(), List.of(), said.intent(), 1))))
                .switchIfEmpty(Mono.defer(
                        () -> model.decide(Asked.of(job.context()), text -> soFar.accept(AnswerText.plain(text)))))
                .map(considered -> considered.with(Decide::guarded));
    }

    private static Considered rule(Decision decision) {
        return Considered.by("rule", decision);
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
