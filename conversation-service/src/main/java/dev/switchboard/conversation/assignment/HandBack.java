package dev.switchboard.conversation.assignment;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.ConversationFacts;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.message.Ledger;
import dev.switchboard.conversation.message.Ledgers;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// An agent lets the bot go on.
@Service
public class HandBack {
    private final Conversations conversations;
    private final Directory directory;
    private final Ledgers ledgers;
    private final Clock clock;

    HandBack(Conversations conversations, Directory directory, Ledgers ledgers, Clock clock) {
        this.conversations = conversations;
        this.directory = directory;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    @Transactional
    public Mono<Conversation> toBot(UUID accountId, UUID conversationId, Author agent) {
        return conversations
                .lock(accountId, conversationId)
                .switchIfEmpty(Mono.error(Problem.of(ProblemCode.NOT_FOUND, "Not found")))
                .flatMap(held -> {
                    if (held.lease().owner() == Owner.BOT) {
                        return Mono.just(held);
                    }
                    return answersItself(held) ? handBack(held, agent) : Mono.error(noBot());
                });
    }

    private boolean answersItself(Conversation held) {
        return directory.firstOwner(held.accountId(), held.address().inboxId()) == Owner.BOT;
    }

    private Mono<Conversation> handBack(Conversation held, Author agent) {
        return Mono.deferContextual(context -> {
            Ledger ledger = new Ledger(clock.instant());
            Conversation next = held.handedBack();
            ledger.change(
                    next,
                    ConversationFacts.ownerChanged(next, null, agent, "An agent handed back to the bot", ledger.at()),
                    Trace.header(context));
            return ledgers.write(ledger).thenReturn(next);
        });
    }

    private static Problem noBot() {
        return Problem.of(ProblemCode.CONFLICT, "Nobody but people answers in this inbox")
                .advise("Switch a responder on for the inbox first.");
    }
}
