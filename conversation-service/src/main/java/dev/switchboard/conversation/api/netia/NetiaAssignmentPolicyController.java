package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.account.Concerns;
import dev.switchboard.conversation.assignment.AssignmentPolicy;
import dev.switchboard.conversation.assignment.Routing;
import dev.switchboard.conversation.assignment.Routings;
import dev.switchboard.conversation.assignment.Routings.Kept;
import dev.switchboard.conversation.assignment.WaitingConversations;
import dev.switchboard.conversation.team.Team;
import dev.switchboard.conversation.team.Teams;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Ours: how conversations find their agents, in the account and in inboxes that differ from it.
@RestController
@Tag(name = "Netia: assignment")
@RequestMapping("/api/assignment_policies")
class NetiaAssignmentPolicyController {
    private static final int MOST_OPEN = 10_000;
    private static final long LONGEST_PATIENCE = Duration.ofDays(30).toSeconds();

    private final Routings routings;
    private final Teams teams;
    private final WaitingConversations waiting;
    private final Concerns concerns;
    private final NetiaSetup setup;
    private final Clock clock;
    private final Audit audit;

    NetiaAssignmentPolicyController(
            Routings routings,
            Teams teams,
            WaitingConversations waiting,
            Concerns concerns,
            NetiaSetup setup,
            Clock clock,
            Audit audit) {
        this.audit = audit;
        this.routings = routings;
        this.teams = teams;
        this.waiting = waiting;
        this.concerns = concerns;
        this.setup = setup;
        this.clock = clock;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record PolicyRequest(@Nullable Body assignmentPolicy) {
        /// @param requeueAfterSeconds how long a customer waits for an agent who is away before another one is asked
        @JsonNaming(SnakeCaseStrategy.class)
        record Body(
                @Nullable String policy,
                @Nullable Integer capacity,
                @Nullable UUID teamId,
                @Nullable Boolean withinBusinessHours,
                @Nullable Long requeueAfterSeconds) {}

        Routing toRouting() {
            if (assignmentPolicy == null || assignmentPolicy.policy() == null) {
                throw Problem.field("policy", "can't be blank");
            }
            NetiaTexts texts = new NetiaTexts();
            Integer capacity = assignmentPolicy.capacity();
            if (capacity != null && (capacity < 1 || capacity > MOST_OPEN)) {
                texts.wrong("capacity", "should be 1 to " + MOST_OPEN);
            }
            Long patience = assignmentPolicy.requeueAfterSeconds();
            if (patience != null && (patience < 1 || patience > LONGEST_PATIENCE)) {
                texts.wrong("requeue_after_seconds", "should be 1 to " + LONGEST_PATIENCE);
            }
            texts.refuse();
            return new Routing(
                    NetiaFilters.constant("policy", AssignmentPolicy.class, assignmentPolicy.policy()),
                    capacity,
                    assignmentPolicy.teamId(),
                    !Boolean.FALSE.equals(assignmentPolicy.withinBusinessHours()),
                    patience == null ? null : Duration.ofSeconds(patience));
        }
    }

    /// @param inboxId null for the account's default
    @JsonNaming(SnakeCaseStrategy.class)
    private record PolicyView(
            String object,
            @Nullable UUID inboxId,
            String policy,
            @Nullable Integer capacity,
            @Nullable UUID teamId,
            boolean withinBusinessHours,
            @Nullable Long requeueAfterSeconds) {
        static PolicyView of(Kept kept) {
            Routing routing = kept.routing();
            Duration patience = routing.patience();
            return new PolicyView(
                    "assignment_policy",
                    kept.scopeId().equals(kept.accountId()) ? null : kept.scopeId(),
                    routing.policy().text(),
                    routing.capacity(),
                    routing.teamId(),
                    routing.withinHours(),
                    patience == null ? null : patience.toSeconds());
        }
    }

    @Operation(
            summary = "List the assignment policies",
            description = "The account's, and those of inboxes that differ.")
    @GetMapping
    Mono<NetiaData<List<PolicyView>>> list(Caller.Staff caller) {
        return routings.list(List.of(caller.accountId()))
                .map(PolicyView::of)
                .collectList()
                .map(NetiaData::new);
    }

    /// What holds in the scope: its own, or the account's, or the installation's.
    @Operation(
            summary = "Get an assignment policy",
            description = "What holds in the inbox, or in the account under `default`.")
    @GetMapping("/{scope}")
    Mono<NetiaData<PolicyView>> one(Caller.Staff caller, @PathVariable String scope) {
        UUID account = caller.accountId();
        UUID scopeId = setup.scope(account, scope);
        return routings.list(List.of(account))
                .collectMap(Kept::scopeId)
                .map(set -> {
                    Kept own = set.get(scopeId);
                    Kept kept = own == null ? set.get(account) : own;
                    return kept == null ? new Kept(account, account, routings.otherwise()) : kept;
                })
                .map(kept -> new NetiaData<>(PolicyView.of(kept)));
    }

    @Operation(
            summary = "Set an assignment policy",
            description = "`round_robin`, `least_loaded` or `manual`; the most open conversations "
                    + "an agent may have, a team, whether business hours count, and after how "
                    + "many seconds a customer of somebody who is away is given to somebody "
                    + "else. New conversations that no bot answers are offered too.")
    @PutMapping("/{scope}")
    Mono<NetiaData<PolicyView>> put(
            Caller.Staff caller, @PathVariable String scope, @RequestBody PolicyRequest request) {
        UUID account = NetiaSetup.account(caller);
        Kept kept = new Kept(account, setup.scope(account, scope), request.toRouting());
        return known(account, kept.routing().teamId())
                .then(audit.doing(
                        account,
                        Mono.defer(() -> routings.put(kept)),
                        Act.of("assignment_policy.set", "assignment_policy", kept.scopeId())))
                .then(settled(account))
                .then(Mono.fromSupplier(() -> new NetiaData<>(PolicyView.of(kept))));
    }

    @Operation(
            summary = "Delete an assignment policy",
            description = "The inbox follows the account again, the account the installation.")
    @DeleteMapping("/{scope}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(Caller.Staff caller, @PathVariable String scope) {
        UUID account = NetiaSetup.account(caller);
        UUID place = setup.scope(account, scope);
        return audit.doing(
                        account,
                        routings.remove(account, place).filter(removed -> removed),
                        _ -> Act.of("assignment_policy.deleted", "assignment_policy", place))
                .switchIfEmpty(Mono.error(NetiaIds::notFound))
                .then(settled(account));
    }

    private Mono<Void> settled(UUID account) {
        return concerns.refresh().then(waiting.wake(account, clock.instant()));
    }

    private Mono<Team> known(UUID account, @Nullable UUID teamId) {
        return teamId == null
                ? Mono.empty()
                : teams.byId(account, teamId)
                        .switchIfEmpty(Mono.error(() -> Problem.field("team_id", "does not exist")));
    }
}
