package dev.switchboard.admin.deadletter;

import dev.switchboard.common.identity.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Shows administrators what could not be done with their account's facts, and lets them decide.
@RestController
@Tag(name = "Netia: dead letters")
class DeadLetterController {
    private final KeptLetters letters;
    private final DecideDeadLetter decide;

    DeadLetterController(KeptLetters letters, DecideDeadLetter decide) {
        this.letters = letters;
        this.decide = decide;
    }

    @Operation(
            summary = "List dead letters",
            description =
                    "Facts of the account that a part of the suite (`group`) could not take, with the `cause`; the "
                            + "newest first. `state` is dead, replayed or discarded. Decided ones are kept for 30 days. "
                            + "For administrators and servers.")
    @GetMapping("/api/dead_letters")
    Mono<DeadLetterView.Page> list(
            Caller.Staff caller,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit) {
        UUID account = caller.accountToAdminister();
        DeadLetterView.check(state, limit);
        return letters.newest(account, state, after, limit + 1)
                .collectList()
                .map(found -> DeadLetterView.Page.of(found, limit));
    }

    @Operation(
            summary = "Get a dead letter",
            description = "With the fact itself, word for word, as `value`. For administrators and servers.")
    @GetMapping("/api/dead_letters/{id}")
    Mono<DeadLetterView.One> get(Caller.Staff caller, @PathVariable String id) {
        return decide.known(caller.accountToAdminister(), DeadLetterView.id(id)).map(DeadLetterView.One::of);
    }

    @Operation(
            summary = "Replay a dead letter",
            description =
                    "Sends the fact once more to the one consumer that could not take it. It has its effect once, "
                            + "however often it is sent; where it fails again, it comes back as another dead letter. "
                            + "409 for one that was discarded. For administrators and servers.")
    @PostMapping("/api/dead_letters/{id}/replay")
    Mono<DeadLetterView.One> replay(Caller.Staff caller, @PathVariable String id) {
        return decide.replay(caller.accountToAdminister(), DeadLetterView.id(id))
                .map(DeadLetterView.One::of);
    }

    @Operation(
            summary = "Discard a dead letter",
            description =
                    "Gives the fact up: it is shown as discarded for 30 days and then forgotten. 409 for one that "
                            + "was replayed. For administrators and servers.")
    @DeleteMapping("/api/dead_letters/{id}")
    Mono<DeadLetterView.One> discard(Caller.Staff caller, @PathVariable String id) {
        return decide.discard(caller.accountToAdminister(), DeadLetterView.id(id))
                .map(DeadLetterView.One::of);
    }
}
