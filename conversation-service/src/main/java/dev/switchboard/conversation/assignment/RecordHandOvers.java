package dev.switchboard.conversation.assignment;

import dev.switchboard.common.contract.HandoverRequested;
import dev.switchboard.common.messaging.Received;
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
import reactor.core.publisher.Mono;

/// Hand-overs that others asked for; what this service told itself finds its epoch passed.
@Service
public class RecordHandOvers {
    private final Conversations conversations;
    private final Assignments assignments;
    private final Ledgers ledgers;
    private final HandOver handOver;
    private final Clock clock;

    RecordHandOvers(
            Conversations conversations, Assignments assignments, Ledgers ledgers, HandOver handOver, Clock clock) {
        this.conversations = conversations;
        this.assignments = assignments;
        this.ledgers = ledgers;
        this.handOver = handOver;
        this.clock = clock;
    }

    public Mono<Void> record(List<Received<HandoverRequested>> requests) {
        Map<UUID, UUID> accounts = new HashMap<>();
        requests.forEach(r -> accounts.put(r.fact().conversationId(), r.fact().accountId()));
        Ledger ledger = new Ledger(clock.instant());
        return conversations
                .lock(accounts)
                .doOnNext(ledger::hold)
                .map(Conversation::accountId)
                .collectList()
                .flatMap(found -> assignments.turnsOf(found, accounts.keySet()))
                .flatMap(turns -> {
                    requests.forEach(r -> handOver.onRequest(r.fact(), ledger, turns, r.trace()));
                    return ledgers.write(ledger).then(assignments.save(turns));
                });
    }
}
