package dev.switchboard.conversation.automation;

import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.messaging.Received;
import dev.switchboard.conversation.account.Concern;
import dev.switchboard.conversation.account.Concerns;
import dev.switchboard.conversation.assignment.CustomerWaits;
import dev.switchboard.conversation.sla.FollowPromises;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// What the desk has set up hears of recorded messages, off their way.
@Service
public class FollowMessages {
    private final Concerns concerns;
    private final CustomerWaits waits;
    private final FollowPromises promises;
    private final CallRules rules;

    FollowMessages(Concerns concerns, CustomerWaits waits, FollowPromises promises, CallRules rules) {
        this.concerns = concerns;
        this.waits = waits;
        this.promises = promises;
        this.rules = rules;
    }

    public boolean concerns(MessageCreated message) {
        return concerns.hasAny(message.accountId());
    }

    public Mono<Void> follow(List<Received<MessageCreated>> messages) {
        return waits.follow(of(Concern.WAITS, messages))
                .then(Mono.defer(() -> promises.replied(of(Concern.SLA, messages).stream()
                        .filter(FollowPromises::concerns)
                        .toList())))
                .then(Mono.defer(() -> rules.onMessages(of(Concern.RULES, messages))));
    }

    private List<MessageCreated> of(Concern concern, List<Received<MessageCreated>> messages) {
        return messages.stream()
                .map(Received::fact)
                .filter(message -> concerns.has(message.accountId(), concern))
                .toList();
    }
}
