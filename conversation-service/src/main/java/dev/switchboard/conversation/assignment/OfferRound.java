package dev.switchboard.conversation.assignment;

import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.message.Ledger;
import dev.switchboard.conversation.message.Ledgers;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Goes over conversations of many accounts at once, in the running transaction. Those that somebody else deals with
/// are not in the ledger.
@Component
class OfferRound {
    /// More wait for the next round.
    static final int AT_ONCE = 100;

    private final Conversations conversations;
    private final Assignments assignments;
    private final Ledgers ledgers;
    private final Clock clock;

    OfferRound(Conversations conversations, Assignments assignments, Ledgers ledgers, Clock clock) {
        this.conversations = conversations;
        this.assignments = assignments;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    /// @param accounts by conversation
    /// @param act changes the held conversations and takes turns; both are written after it
    Mono<Void> over(Map<UUID, UUID> accounts, BiConsumer<Ledger, Turns> act) {
        Ledger ledger = new Ledger(clock.instant());
        return conversations
                .lockFree(accounts)
                .doOnNext(ledger::hold)
                .map(Conversation::accountId)
                .distinct()
                .collectList()
                .filter(locked -> !locked.isEmpty())
                .flatMap(locked -> assignments.turnsOf(locked, accounts.keySet()))
                .flatMap(turns -> {
                    act.accept(ledger, turns);
                    return ledgers.write(ledger).then(assignments.save(turns));
                });
    }
}
