package dev.switchboard.conversation.message;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.conversation.Conversations;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// An agent has a conversation before its eyes: everything in it is seen and read. What is seen already stays so, and
/// no fact tells of it again.
@Service
class SeeConversation {
    private final Conversations conversations;
    private final Ledgers ledgers;
    private final Clock clock;

    SeeConversation(Conversations conversations, Ledgers ledgers, Clock clock) {
        this.conversations = conversations;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    @Transactional
    Mono<Void> see(UUID accountId, UUID conversationId, Author agent) {
        return conversations
                .lock(accountId, conversationId)
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.NOT_FOUND, "Not found")))
                .flatMap(held -> Mono.deferContextual(context -> {
                    Ledger ledger = new Ledger(clock.instant());
                    ledger.hold(held);
                    ledger.seenByDesk(conversationId, agent, Trace.header(context));
                    return ledgers.write(ledger);
                }));
    }
}
