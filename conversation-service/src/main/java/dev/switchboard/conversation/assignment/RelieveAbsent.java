package dev.switchboard.conversation.assignment;

import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.ConversationFacts;
import dev.switchboard.conversation.message.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// Takes conversations back from agents who are away while their customers wait for too long.
@Service
class RelieveAbsent {
    private final CustomerWaits waits;
    private final OfferRound round;
    private final Directory directory;
    private final Clock clock;

    RelieveAbsent(CustomerWaits waits, OfferRound round, Directory directory, Clock clock) {
        this.waits = waits;
        this.round = round;
        this.directory = directory;
        this.clock = clock;
    }

    @Transactional
    Mono<Void> relieve() {
        return waits.forAbsent(clock.instant(), OfferRound.AT_ONCE)
                .collectList()
                .filter(left -> !left.isEmpty())
                .flatMap(this::relieve);
    }

    private Mono<Void> relieve(List<CustomerWaits.ForAbsent> left) {
        Map<UUID, UUID> accounts = new HashMap<>();
        left.forEach(w -> accounts.put(w.conversationId(), w.accountId()));
        return round.over(
                accounts,
                (ledger, turns) -> left.forEach(w -> ledger.find(w.conversationId())
                        .filter(held -> w.assigneeId().equals(held.lease().agentId()))
                        .ifPresent(held -> pass(held, w, turns, ledger))));
    }

    private void pass(Conversation held, CustomerWaits.ForAbsent wait, Turns turns, Ledger ledger) {
        String trace = Trace.start().header();
        String absent = directory
                .user(held.accountId(), wait.assigneeId())
                .map(User::name)
                .orElse("The assignee");
        long minutes = Duration.between(wait.since(), ledger.at()).toMinutes();
        String reason = absent + " is away and the customer has waited for " + minutes + " min";
        if (held.lease().owner() == Owner.QUEUE) {
            Queue.ask(held, turns.offer(held, null, ledger.at()), Author.system(), reason, ledger, trace);
            return;
        }
        User next = turns.next(held, ledger.at()).orElse(null);
        Conversation queued = held.queued(next == null ? null : next.userId());
        ledger.change(
                queued,
                ConversationFacts.ownerChanged(
                        queued, next == null ? null : next.name(), Author.system(), reason, ledger.at()),
                trace);
    }
}
