package dev.switchboard.conversation.automation;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.ConversationUpdated.Created;
import dev.switchboard.common.contract.ConversationUpdated.SlaBreached;
import dev.switchboard.common.contract.ConversationUpdated.StatusChanged;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.MessageCreated;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Notes in the running transaction which rules are to look at what has happened. What a rule did itself calls none.
@Service
class CallRules {
    private final Rules rules;
    private final RuleJobs jobs;

    CallRules(Rules rules, RuleJobs jobs) {
        this.rules = rules;
        this.jobs = jobs;
    }

    /// @param text of a customer's message
    private record Call(
            Trigger trigger,
            Fact fact,
            UUID conversationId,
            @Nullable String text) {}

    Mono<Void> onMessages(List<MessageCreated> messages) {
        return call(messages.stream()
                .filter(message -> message.author().kind() == Author.Kind.CUSTOMER)
                .map(m -> new Call(Trigger.MESSAGE_RECEIVED, m, m.conversationId(), m.body()))
                .toList());
    }

    static boolean concerns(ConversationUpdated fact) {
        return fact instanceof Created
                || fact instanceof SlaBreached
                || (fact instanceof StatusChanged changed && !Rule.isAuthor(changed.by()));
    }

    Mono<Void> onConversations(List<ConversationUpdated> facts) {
        return call(facts.stream()
                .filter(CallRules::concerns)
                .map(fact -> new Call(trigger(fact), fact, fact.conversationId(), null))
                .toList());
    }

    private static Trigger trigger(ConversationUpdated fact) {
        if (fact instanceof Created) {
            return Trigger.CONVERSATION_CREATED;
        }
        return fact instanceof SlaBreached ? Trigger.SLA_BREACHED : Trigger.STATUS_CHANGED;
    }

    private Mono<Void> call(List<Call> calls) {
        if (calls.isEmpty()) {
            return Mono.empty();
        }
        return rules.active(calls.stream().map(c -> c.fact().accountId()).collect(Collectors.toSet()))
                .collectList()
                .flatMap(active -> jobs.add(jobs(calls, active)));
    }

    private static List<RuleJob> jobs(List<Call> calls, List<Rule> active) {
        List<RuleJob> jobs = new ArrayList<>();
        for (Call call : calls) {
            for (Rule rule : active) {
                if (rule.accountId().equals(call.fact().accountId()) && rule.trigger() == call.trigger()) {
                    jobs.add(RuleJob.of(
                            rule,
                            call.fact().eventId(),
                            call.conversationId(),
                            call.text(),
                            call.fact().occurredAt()));
                }
            }
        }
        return jobs;
    }
}
