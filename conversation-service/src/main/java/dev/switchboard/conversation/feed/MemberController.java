package dev.switchboard.conversation.feed;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.conversation.Conversations;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Whether a customer is in a web conversation. An unknown conversation and another's are the same to who asks.
@RestController
class MemberController {
    private final Conversations conversations;

    MemberController(Conversations conversations) {
        this.conversations = conversations;
    }

    private record MemberView(UUID accountId, UUID conversationId, UUID customerId, Address address) {}

    @GetMapping("/internal/conversations/{id}/member")
    Mono<MemberView> member(Caller.Operator caller, @PathVariable UUID id, @RequestParam UUID customerId) {
        return conversations
                .onWebOf(id, customerId)
                .map(c -> new MemberView(c.accountId(), c.id(), c.customerId(), c.address()))
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.NOT_FOUND, "Not found")));
    }
}
