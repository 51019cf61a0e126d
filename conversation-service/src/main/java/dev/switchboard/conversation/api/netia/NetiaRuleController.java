package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.account.Concerns;
import dev.switchboard.conversation.automation.CheckActions;
import dev.switchboard.conversation.automation.Rule;
import dev.switchboard.conversation.automation.Rules;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Ours: when / if / then.
@RestController
@Tag(name = "Netia: automation")
@RequestMapping("/api/automation_rules")
class NetiaRuleController {
    private final Rules rules;
    private final CheckActions checkActions;
    private final Concerns concerns;
    private final Clock clock;
    private final Audit audit;

    NetiaRuleController(Rules rules, CheckActions checkActions, Concerns concerns, Clock clock, Audit audit) {
        this.audit = audit;
        this.rules = rules;
        this.checkActions = checkActions;
        this.concerns = concerns;
        this.clock = clock;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record RuleView(
            UUID id,
            String object,
            String name,
            boolean active,
            String trigger,
            @Nullable Integer waitMinutes,
            List<NetiaRuleRequest.ConditionView> conditions,
            List<NetiaActions.View> actions,
            Instant createdAt,
            Instant updatedAt) {
        static RuleView of(Rule rule) {
            return new RuleView(
                    rule.id(),
                    "automation_rule",
                    rule.name(),
                    rule.active(),
                    rule.trigger().wire(),
                    rule.waitMinutes(),
                    rule.conditions().stream()
                            .map(NetiaRuleRequest.ConditionView::of)
                            .toList(),
                    NetiaActions.views(rule.actions()),
                    rule.createdAt(),
                    rule.updatedAt());
        }
    }

    @Operation(summary = "List the automation rules", description = "In the order in which they run.")
    @GetMapping
    Mono<NetiaData<List<RuleView>>> list(Caller.Staff caller) {
        return rules.of(caller.accountId()).map(RuleView::of).collectList().map(NetiaData::new);
    }

    @Operation(summary = "Get an automation rule", description = "When, if and then.")
    @GetMapping("/{id}")
    Mono<NetiaData<RuleView>> one(Caller.Staff caller, @PathVariable String id) {
        return rule(caller.accountId(), id).map(RuleView::of).map(NetiaData::new);
    }

    @Operation(
            summary = "Make an automation rule",
            description = "Triggers: conversation_created, message_received, status_changed, "
                    + "sla_breached, customer_waiting. Conditions on inbox_id, channel, status, "
                    + "priority, tag, assignee_id and text: is, is_not, contains. Actions: "
                    + "assign_agent, assign_team, set_priority, set_status, add_tag, add_note, "
                    + "send_reply, hand_over. No rule looks at what another one has done.")
    @PostMapping
    Mono<ResponseEntity<NetiaData<RuleView>>> create(Caller.Staff caller, @RequestBody NetiaRuleRequest request) {
        Rule rule = request.toRule(NetiaSetup.account(caller), Ids.next(), clock.instant());
        return checkActions
                .check(rule.accountId(), rule.actions())
                .then(audit.doing(rule.accountId(), Mono.defer(() -> rules.add(rule)), added -> act("created", added)))
                .flatMap(added -> concerns.refresh().thenReturn(added))
                .map(added -> ResponseEntity.created(URI.create("/api/automation_rules/" + added.id()))
                        .body(new NetiaData<>(RuleView.of(added))));
    }

    /// Replaces it.
    @Operation(summary = "Replace an automation rule", description = "`active` false switches it off.")
    @PutMapping("/{id}")
    Mono<NetiaData<RuleView>> update(
            Caller.Staff caller, @PathVariable String id, @RequestBody NetiaRuleRequest request) {
        UUID account = NetiaSetup.account(caller);
        return rule(account, id)
                .map(present ->
                        request.toRule(account, present.id(), clock.instant()).since(present.createdAt()))
                .flatMap(rule -> checkActions
                        .check(account, rule.actions())
                        .then(audit.doing(account, Mono.defer(() -> rules.save(rule)), saved -> act("changed", saved))))
                .flatMap(saved -> concerns.refresh().thenReturn(saved))
                .map(saved -> new NetiaData<>(RuleView.of(saved)));
    }

    @Operation(summary = "Delete an automation rule", description = "What it did stays.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(Caller.Staff caller, @PathVariable String id) {
        UUID account = NetiaSetup.account(caller);
        UUID rule = NetiaIds.ofPath(id);
        return audit.doing(
                        account,
                        rules.remove(account, rule).filter(removed -> removed),
                        _ -> Act.of("automation_rule.deleted", "automation_rule", rule))
                .switchIfEmpty(Mono.error(NetiaIds::notFound))
                .then(Mono.defer(concerns::refresh));
    }

    private static Act act(String done, Rule rule) {
        return Act.of("automation_rule." + done, "automation_rule", rule.id())
                .named(rule.name())
                .changed("active", null, rule.active());
    }

    private Mono<Rule> rule(UUID account, String id) {
        return rules.byId(account, NetiaIds.ofPath(id)).switchIfEmpty(Mono.error(NetiaIds::notFound));
    }
}
