package dev.switchboard.conversation.automation;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.automation.ActOnConversation.Actor;
import dev.switchboard.conversation.automation.RuleRun.Outcome;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.message.Ledger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A rule looks at a conversation, and does what it says if its conditions hold now. The run and its effects are one
/// transaction.
@Service
class RunRules {
    private final Rules rules;
    private final RuleJobs jobs;
    private final RuleRuns runs;
    private final Conversations conversations;
    private final Situations situations;
    private final ActOnConversation acts;
    private final AutomationSettings settings;
    private final Clock clock;

    RunRules(
            Rules rules,
            RuleJobs jobs,
            RuleRuns runs,
            Conversations conversations,
            Situations situations,
            ActOnConversation acts,
            AutomationSettings settings,
            Clock clock) {
        this.rules = rules;
        this.jobs = jobs;
        this.runs = runs;
        this.conversations = conversations;
        this.situations = situations;
        this.acts = acts;
        this.settings = settings;
        this.clock = clock;
    }

    /// @return false where somebody else has the conversation right now
    @Transactional
    Mono<Boolean> run(RuleJob job) {
        return conversations
                .lockFree(Map.of(job.conversationId(), job.accountId()))
                .singleOrEmpty()
                .flatMap(held -> jobs.take(job)
                        .filter(taken -> taken)
                        .flatMap(_ -> rules.byId(job.accountId(), job.ruleId()))
                        .filter(Rule::active)
                        .flatMap(rule -> run(rule, job, held))
                        .thenReturn(true))
                .switchIfEmpty(Mono.defer(() -> gone(job)));
    }

    /// An erased conversation has no more use for its jobs.
    private Mono<Boolean> gone(RuleJob job) {
        return conversations
                .byId(job.accountId(), job.conversationId())
                .map(_ -> false)
                .switchIfEmpty(Mono.defer(() -> jobs.take(job).thenReturn(true)));
    }

    private Mono<Void> run(Rule rule, RuleJob job, Conversation held) {
        return situations.of(held, job.text()).flatMap(situation -> {
            List<Condition.Verdict> verdicts = rule.judge(situation);
            if (!verdicts.stream().allMatch(Condition.Verdict::holds)) {
                return job.trigger() == Trigger.CUSTOMER_WAITING
                        ? runs.add(RuleRun.of(job, Outcome.NOT_MATCHED, verdicts, List.of(), clock.instant()))
                        : Mono.empty();
            }
            return runs.actionsSince(
                            held.accountId(), held.id(), clock.instant().minus(settings.span()))
                    .flatMap(done -> done + rule.actions().size() > settings.mostActions()
                            ? runs.add(RuleRun.of(job, Outcome.LIMITED, verdicts, List.of(), clock.instant()))
                            : act(rule, job, held, verdicts));
        });
    }

    private Mono<Void> act(Rule rule, RuleJob job, Conversation held, List<Condition.Verdict> verdicts) {
        Ledger ledger = new Ledger(clock.instant());
        ledger.hold(held);
        Actor actor = new Actor(
                rule.author(),
                Map.of("automation_rule_id", rule.id().toString()),
                Trace.start().header());
        List<Action.Verdict> done = new ArrayList<>();
        return Flux.fromIterable(rule.actions())
                .concatMap(action -> acts.act(action, held.id(), ledger, actor)
                        .thenReturn(Action.Verdict.done(action))
                        .onErrorResume(Problem.class, p -> Mono.just(Action.Verdict.failed(action, p.detail())))
                        .doOnNext(done::add))
                .then(Mono.defer(() -> acts.conclude(held, ledger, actor)))
                .then(Mono.defer(() -> runs.add(RuleRun.of(job, outcome(done), verdicts, done, ledger.at()))));
    }

    private static Outcome outcome(List<Action.Verdict> done) {
        return done.stream().allMatch(Action.Verdict::done) ? Outcome.DONE : Outcome.FAILED;
    }

    /// The job has failed too often.
    @Transactional
    Mono<Void> giveUp(RuleJob job, String fault) {
        Action.Verdict verdict = Action.Verdict.failed(new Action(Action.Kind.ADD_NOTE, ""), fault);
        return jobs.take(job)
                .then(runs.add(RuleRun.of(job, Outcome.FAILED, List.of(), List.of(verdict), clock.instant())));
    }
}
