package dev.switchboard.conversation.assignment;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.message.Ledger;
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
    private final WaitingConversations waiting;
    private final OfferRound round;
    private final QueueMeters meters;
    private final Clock clock;

    OfferQueue(WaitingConversations waiting, OfferRound round, QueueMeters meters, Clock clock) {
        this.meters = meters;
        this.waiting = waiting;
        this.round = round;
        this.clock = clock;
    }

    @Transactional
    Mono<Void> offer() {
        return waiting.due(clock.instant(), OfferRound.AT_ONCE)
                .collectList()
                .filter(due -> !due.isEmpty())
                .flatMap(this::offer);
    }

    private Mono<Void> offer(List<Waiting> due) {
        Map<UUID, UUID> accounts = new HashMap<>();
        due.forEach(w -> accounts.put(w.conversationId(), w.accountId()));
        return round.over(
                accounts,
                (ledger, turns) -> due.forEach(
                        w -> ledger.find(w.conversationId()).ifPresent(held -> offer(held, w, turns, ledger))));
    }

    private void offer(Conversation held, Waiting wait, Turns turns, Ledger ledger) {
        if (!Queue.waits(held)) {
            turns.settle(held, ledger.at());
            meters.taken(wait, ledger.at());
            return;
        }
        Choice choice = turns.offer(held, wait.reason(), ledger.at());
        if (choice.user() != null) {
            String reason = "Offered from the queue: " + choice.reason();
            Queue.ask(
                    held, choice, Author.system(), reason, ledger, Trace.start().header());
            meters.offered(wait, ledger.at());
        }
    }
}
