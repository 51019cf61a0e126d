package dev.switchboard.conversation.assignment;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.message.Ledger;
import dev.switchboard.conversation.message.Ledgers;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// Offers waiting conversations again, the longest wait first. Those that another replica deals with are skipped.
@Service
class OfferQueue {
    /// More wait for the next round.
    static final int AT_ONCE = 100;

    private final WaitingConversations waiting;
    private final Conversations conversations;
    private final Assignments assignments;
    private final Ledgers ledgers;
    private final Clock clock;

    OfferQueue(
            WaitingConversations waiting,
            Conversations conversations,
            Assignments assignments,
            Ledgers ledgers,
            Clock clock) {
        this.waiting = waiting;
        this.conversations = conversations;
        this.assignments = assignments;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    @Transactional
    Mono<Void> offer() {
        return waiting.due(clock.instant(), AT_ONCE)
                .collectList()
                .filter(due -> !due.isEmpty())
                .flatMap(this::offer);
    }

    private Mono<Void> offer(List<Waiting> due) {
        Map<UUID, UUID> accounts = new HashMap<>();
        due.forEach(w -> accounts.put(w.conversationId(), w.accountId()));
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
                    due.forEach(w -> ledger.find(w.conversationId()).ifPresent(held -> offer(held, w, turns, ledger)));
                    return ledgers.write(ledger).then(assignments.save(turns));
                });
    }

    private static void offer(Conversation held, Waiting wait, Turns turns, Ledger ledger) {
        if (!Queue.waits(held)) {
            turns.settle(held, ledger.at());
            return;
        }
        Choice choice = turns.offer(held, wait.reason(), ledger.at());
        if (choice.user() != null) {
            String reason = "Offered from the queue: " + choice.reason();
            Queue.ask(
                    held, choice, Author.system(), reason, ledger, Trace.start().header());
        }
    }
}
