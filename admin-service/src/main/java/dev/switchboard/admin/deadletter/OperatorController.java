package dev.switchboard.admin.deadletter;

import dev.switchboard.common.identity.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// The same for the command line, over every account's, and over those that tell of no account.
@RestController
class OperatorController {
    private final KeptLetters letters;
    private final DecideDeadLetter decide;

    OperatorController(KeptLetters letters, DecideDeadLetter decide) {
        this.letters = letters;
        this.decide = decide;
    }

    @GetMapping("/internal/dead-letters")
    Mono<DeadLetterView.Page> list(
            Caller.Operator operator,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit) {
        DeadLetterView.check(state, limit);
        return letters.newest(null, state, after, limit + 1)
                .collectList()
                .map(found -> DeadLetterView.Page.of(found, limit));
    }

    @GetMapping("/internal/dead-letters/{id}")
    Mono<DeadLetterView.One> get(Caller.Operator operator, @PathVariable String id) {
        return decide.known(null, DeadLetterView.id(id)).map(DeadLetterView.One::of);
    }

    @PostMapping("/internal/dead-letters/{id}/replay")
    Mono<DeadLetterView.One> replay(Caller.Operator operator, @PathVariable String id) {
        return decide.replay(null, DeadLetterView.id(id)).map(DeadLetterView.One::of);
    }

    @DeleteMapping("/internal/dead-letters/{id}")
    Mono<DeadLetterView.One> discard(Caller.Operator operator, @PathVariable String id) {
        return decide.discard(null, DeadLetterView.id(id)).map(DeadLetterView.One::of);
    }
}
