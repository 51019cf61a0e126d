package dev.switchboard.conversation.automation;

import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.ConversationUpdated.Created;
import dev.switchboard.common.contract.ConversationUpdated.StatusChanged;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.messaging.Received;
import dev.switchboard.conversation.account.Concern;
import dev.switchboard.conversation.account.Concerns;
import dev.switchboard.conversation.assignment.CustomerWaits;
import dev.switchboard.conversation.assignment.WaitingConversations;
import dev.switchboard.conversation.csat.Surveys;
import dev.switchboard.conversation.sla.FollowPromises;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// What the desk has set up hears of conversations as they begin and change, off their way.
@Service
public class FollowConversations {
    private final Concerns concerns;
    private final CustomerWaits waits;
    private final WaitingConversations waiting;
    private final FollowPromises promises;
    private final Surveys surveys;
    private final CallRules rules;

    FollowConversations(
            Concerns concerns,
            CustomerWaits waits,
            WaitingConversations waiting,
            FollowPromises promises,
            Surveys surveys,
            CallRules rules) {
        this.concerns = concerns;
        this.waits = waits;
        this.waiting = waiting;
        this.promises = promises;
        this.surveys = surveys;
        this.rules = rules;
    }

    public boolean concerns(ConversationUpdated fact) {
        return concerns.hasAny(fact.accountId()) && (FollowPromises.concerns(fact) || CallRules.concerns(fact));
    }

    public Mono<Void> follow(List<Received<ConversationUpdated>> facts) {
        return waiting.add(queued(of(Concern.QUEUE, facts)))
                .then(Mono.defer(() -> waits.end(accounts(closed(
                        facts.stream().<ConversationUpdated>map(Received::fact).toList())))))
                .then(Mono.defer(() -> promises.follow(of(Concern.SLA, facts).stream()
                        .filter(FollowPromises::concerns)
                        .toList())))
                .then(Mono.defer(() -> surveys.want(closed(of(Concern.CSAT, facts)))))
                .then(Mono.defer(() -> rules.onConversations(of(Concern.RULES, facts))));
    }

    private static List<Created> queued(List<ConversationUpdated> facts) {
        return facts.stream()
                .filter(Created.class::isInstance)
                .map(Created.class::cast)
                .filter(created -> created.owner() == Owner.QUEUE)
                .toList();
    }

    private List<ConversationUpdated> of(Concern concern, List<Received<ConversationUpdated>> facts) {
        return facts.stream()
                .<ConversationUpdated>map(Received::fact)
                .filter(fact -> concerns.has(fact.accountId(), concern))
                .toList();
    }

    private static List<StatusChanged> closed(List<ConversationUpdated> facts) {
        return facts.stream()
                .filter(StatusChanged.class::isInstance)
                .map(StatusChanged.class::cast)
                .filter(changed ->
                        changed.status().equals("resolved") || changed.status().equals("closed"))
                .toList();
    }

    private static Map<UUID, UUID> accounts(List<StatusChanged> facts) {
        Map<UUID, UUID> accounts = new HashMap<>();
        facts.forEach(fact -> accounts.put(fact.conversationId(), fact.accountId()));
        return accounts;
    }
}
