package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.service.ForViewers;
import dev.switchboard.conversation.automation.Action;
import dev.switchboard.conversation.automation.Condition;
import dev.switchboard.conversation.automation.Rule;
import dev.switchboard.conversation.automation.RuleRun;
import dev.switchboard.conversation.automation.RuleRuns;
import dev.switchboard.conversation.automation.Rules;
import dev.switchboard.conversation.automation.Situations;
import dev.switchboard.conversation.conversation.Conversations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Ours: what rules did and why, and what one would do.
@RestController
@Tag(name = "Netia: automation")
@RequestMapping("/api/automation_rules/{id}")
class NetiaRuleRunController {
    private static final int MOST = 100;

    private final Rules rules;
    private final RuleRuns runs;
    private final Situations situations;
    private final Conversations conversations;

    NetiaRuleRunController(Rules rules, RuleRuns runs, Situations situations, Conversations conversations) {
        this.rules = rules;
        this.runs = runs;
        this.situations = situations;
        this.conversations = conversations;
    }

    /// @param actual what the field was; of a text only whether there was one
    private record ConditionView(NetiaRuleRequest.ConditionView condition, List<String> actual, boolean holds) {
        static ConditionView of(Condition.Verdict verdict) {
            return new ConditionView(
                    NetiaRuleRequest.ConditionView.of(verdict.condition()), verdict.actual(), verdict.holds());
        }
    }

    private record ActionView(
            String action,
            String value,
            boolean done,
            @Nullable String fault) {
        static ActionView of(Action.Verdict verdict) {
            return new ActionView(
                    verdict.action().kind().wire(),
                    verdict.action().value(),
                    verdict.done(),
                    verdict.fault().isEmpty() ? null : verdict.fault());
        }
    }

    /// @param outcome done, not_matched, limited or failed
    @JsonNaming(SnakeCaseStrategy.class)
    private record RunView(
            UUID id,
            String object,
            UUID ruleId,
            UUID conversationId,
            String trigger,
            UUID causeId,
            String outcome,
            List<ConditionView> conditions,
            List<ActionView> actions,
            Instant ranAt) {
        static RunView of(RuleRun run) {
            return new RunView(
                    run.id(),
                    "automation_run",
                    run.ruleId(),
                    run.conversationId(),
                    run.trigger().wire(),
                    run.causeId(),
                    run.outcome().wire(),
                    run.conditions().stream().map(ConditionView::of).toList(),
                    run.actions().stream().map(ActionView::of).toList(),
                    run.ranAt());
        }
    }

    /// @param text the message, for conditions on one
    @JsonNaming(SnakeCaseStrategy.class)
    record DryRunRequest(
            @Nullable UUID conversationId, @Nullable String text) {}

    /// @param actions what would be done
    private record DryRunView(
            String object, boolean matches, List<ConditionView> conditions, List<NetiaActions.View> actions) {
        static DryRunView of(Rule rule, List<Condition.Verdict> verdicts) {
            boolean matches = verdicts.stream().allMatch(Condition.Verdict::holds);
            return new DryRunView(
                    "automation_dry_run",
                    matches,
                    verdicts.stream().map(ConditionView::of).toList(),
                    matches ? NetiaActions.views(rule.actions()) : List.of());
        }
    }

    /// Latest first; `before` is the id of the last one seen.
    @Operation(
            summary = "List what a rule did",
            description = "Latest first, for 30 days: the cause, each condition with what was "
                    + "found, each action with what came of it. `before` is the id of the last "
                    + "one seen.")
    @GetMapping("/runs")
    Mono<NetiaData<List<RunView>>> list(
            Caller.Staff caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable UUID before,
            @RequestParam(defaultValue = "50") int limit) {
        UUID account = caller.accountId();
        return rule(account, id)
                .flatMap(rule -> runs.of(account, rule.id(), before, Math.clamp(limit, 1, MOST))
                        .map(RunView::of)
                        .collectList())
                .map(NetiaData::new);
    }

    /// What the rule would make of a conversation now; nothing is done.
    @Operation(
            summary = "Try a rule on a conversation",
            description = "What it would make of it now, with `text` as the message; nothing is " + "done.")
    @ForViewers
    @PostMapping("/dry_run")
    Mono<NetiaData<DryRunView>> dryRun(
            Caller.Staff caller, @PathVariable String id, @RequestBody DryRunRequest request) {
        UUID account = caller.accountId();
        UUID conversationId = request.conversationId();
        if (conversationId == null) {
            throw Problem.field("conversation_id", "can't be blank");
        }
        return rule(account, id)
                .flatMap(rule -> conversations
                        .byId(account, conversationId)
                        .switchIfEmpty(Mono.error(() -> Problem.field("conversation_id", "does not exist")))
                        .flatMap(conversation -> situations.judge(rule, conversation, request.text()))
                        .map(verdicts -> DryRunView.of(rule, verdicts)))
                .map(NetiaData::new);
    }

    private Mono<Rule> rule(UUID account, String id) {
        return rules.byId(account, NetiaIds.ofPath(id)).switchIfEmpty(Mono.error(NetiaIds::notFound));
    }
}
