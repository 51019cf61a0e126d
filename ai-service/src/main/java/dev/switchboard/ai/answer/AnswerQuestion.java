package dev.switchboard.ai.answer;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Works on one question while the customer sees that somebody does.
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
        long start = System.nanoTime();
        return Mono.usingWhen(
                typing.show(job.context()).thenReturn(job),
                _ -> decide.on(job).flatMap(considered -> tellOutcome.tell(job, considered, System.nanoTime() - start)),
                _ -> typing.hide(job.context()));
    }
}
