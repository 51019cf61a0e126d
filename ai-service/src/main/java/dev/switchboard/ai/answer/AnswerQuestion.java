package dev.switchboard.ai.answer;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Works on one question while the customer sees that somebody does, and what is checked of the answer so far.
@Component
class AnswerQuestion {
    private final TypingSign typing;
    private final Decide decide;
    private final TellOutcome tellOutcome;

    AnswerQuestion(TypingSign typing, Decide decide, TellOutcome tellOutcome) {
        this.typing = typing;
        this.decide = decide;
        this.tellOutcome = tellOutcome;
    }

    Mono<Void> answer(AnswerJob job) {
        return Mono.usingWhen(
                typing.show(job.context()).thenReturn(job), this::decideAndTell, _ -> typing.hide(job.context()));
    }

    private Mono<Void> decideAndTell(AnswerJob job) {
        long start = System.nanoTime();
        Sinks.Many<String> soFar = Sinks.many().unicast().onBackpressureBuffer();
        Mono<Void> shown = soFar.asFlux()
                .distinctUntilChanged()
                .onBackpressureLatest()
                .concatMap(text -> typing.show(job.context(), text), 1)
                .then();
        Mono<Void> told = decide.on(job, text -> {
                    Sinks.EmitResult _ = soFar.tryEmitNext(text);
                })
                .doFinally(_ -> {
                    Sinks.EmitResult _ = soFar.tryEmitComplete();
                })
                .flatMap(considered -> tellOutcome.tell(job, considered, System.nanoTime() - start));
        return Mono.when(shown, told);
    }
}
