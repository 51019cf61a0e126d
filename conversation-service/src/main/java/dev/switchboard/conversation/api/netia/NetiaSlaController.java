package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.account.Concerns;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.sla.SlaClock;
import dev.switchboard.conversation.sla.SlaClocks;
import dev.switchboard.conversation.sla.SlaPolicies;
import dev.switchboard.conversation.sla.SlaPolicy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Ours: what the account promises its customers, and how a conversation stands to it.
@RestController
@Tag(name = "Netia: service levels")
class NetiaSlaController {
    private final SlaPolicies policies;
    private final SlaClocks clocks;
    private final Conversations conversations;
    private final Concerns concerns;
    private final NetiaSetup setup;
    private final Clock clock;
    private final Audit audit;

    NetiaSlaController(
            SlaPolicies policies,
            SlaClocks clocks,
            Conversations conversations,
            Concerns concerns,
            NetiaSetup setup,
            Clock clock,
            Audit audit) {
        this.audit = audit;
        this.policies = policies;
        this.clocks = clocks;
        this.conversations = conversations;
        this.concerns = concerns;
        this.setup = setup;
        this.clock = clock;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    private record PolicyView(
            UUID id,
            String object,
            String name,
            @Nullable UUID inboxId,
            @Nullable String priority,
            @Nullable Long firstResponseSeconds,
            @Nullable Long resolutionSeconds,
            boolean businessTime,
            Instant createdAt,
            Instant updatedAt) {
        static PolicyView of(SlaPolicy policy) {
            return new PolicyView(
                    policy.id(),
                    "sla_policy",
                    policy.terms().policyName(),
                    policy.inboxId(),
                    policy.priority() == null ? null : policy.priority().wire(),
                    seconds(policy.terms().firstResponse()),
                    seconds(policy.terms().resolution()),
                    policy.terms().businessTime(),
                    policy.createdAt(),
                    policy.updatedAt());
        }
    }

    /// @param policyId null where nothing is promised
    /// @param pausedAt since when the clock rests
    @JsonNaming(SnakeCaseStrategy.class)
    private record ClockView(
            UUID conversationId,
            String object,
            @Nullable UUID policyId,
            @Nullable String policyName,
            boolean businessTime,
            @Nullable Instant pausedAt,
            @Nullable PromiseView firstResponse,
            @Nullable PromiseView resolution) {
        static ClockView of(SlaClock clock) {
            return new ClockView(
                    clock.conversationId(),
                    "sla",
                    clock.terms().policyId(),
                    clock.terms().policyName(),
                    clock.terms().businessTime(),
                    clock.pausedAt(),
                    PromiseView.of(clock.firstResponse(), clock.pausedAt()),
                    PromiseView.of(clock.resolution(), clock.pausedAt()));
        }
    }

    /// @param state none, running, paused, met or breached; a breach stays one when it is met late
    @JsonNaming(SnakeCaseStrategy.class)
    private record PromiseView(
            String state,
            @Nullable Instant dueAt,
            @Nullable Instant metAt,
            @Nullable Instant breachedAt) {
        static PromiseView of(SlaClock.Promise promise, @Nullable Instant pausedAt) {
            return new PromiseView(state(promise, pausedAt), promise.dueAt(), promise.metAt(), promise.breachedAt());
        }

        private static String state(SlaClock.Promise promise, @Nullable Instant pausedAt) {
            if (promise.breachedAt() != null) {
                return "breached";
            }
            if (promise.dueAt() == null) {
                return "none";
            }
            if (promise.metAt() != null) {
                return "met";
            }
            return pausedAt == null ? "running" : "paused";
        }
    }

    @Operation(summary = "List the SLA policies", description = "Oldest first.")
    @GetMapping("/api/sla_policies")
    Mono<NetiaData<List<PolicyView>>> list(Caller.Staff caller) {
        return policies.of(List.of(caller.accountId()))
                .map(PolicyView::of)
                .collectList()
                .map(NetiaData::new);
    }

    @Operation(summary = "Get an SLA policy", description = "What it promises, and to which conversations.")
    @GetMapping("/api/sla_policies/{id}")
    Mono<NetiaData<PolicyView>> one(Caller.Staff caller, @PathVariable String id) {
        return policy(caller.accountId(), id).map(PolicyView::of).map(NetiaData::new);
    }

    @Operation(
            summary = "Make an SLA policy",
            description = "Targets in seconds for the first answer of a person and for the end, of "
                    + "an inbox, a priority or all; in business hours unless `business_time` is "
                    + "false. It holds for conversations that begin from now on.")
    @PostMapping("/api/sla_policies")
    Mono<ResponseEntity<NetiaData<PolicyView>>> create(
            Caller.Staff caller, @RequestBody NetiaSlaPolicyRequest request) {
        UUID account = NetiaSetup.account(caller);
        SlaPolicy policy = request.toPolicy(account, Ids.next(), setup, clock.instant());
        return audit.doing(account, policies.add(policy), added -> act("created", added))
                .flatMap(added -> concerns.refresh().thenReturn(added))
                .map(added -> ResponseEntity.created(URI.create("/api/sla_policies/" + added.id()))
                        .body(new NetiaData<>(PolicyView.of(added))));
    }

    /// Replaces it; conversations under way keep what they were promised.
    @Operation(summary = "Replace an SLA policy", description = "Conversations under way keep what they were promised.")
    @PutMapping("/api/sla_policies/{id}")
    Mono<NetiaData<PolicyView>> update(
            Caller.Staff caller, @PathVariable String id, @RequestBody NetiaSlaPolicyRequest request) {
        UUID account = NetiaSetup.account(caller);
        return policy(account, id)
                .map(present -> request.toPolicy(account, present.id(), setup, clock.instant())
                        .since(present.createdAt()))
                .flatMap(policy -> audit.doing(account, policies.save(policy), saved -> act("changed", saved)))
                .map(saved -> new NetiaData<>(PolicyView.of(saved)));
    }

    @Operation(summary = "Delete an SLA policy", description = "Its promises that are still open go with it.")
    @DeleteMapping("/api/sla_policies/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(Caller.Staff caller, @PathVariable String id) {
        UUID account = NetiaSetup.account(caller);
        UUID policy = NetiaIds.ofPath(id);
        return audit.doing(
                        account,
                        policies.remove(account, policy).filter(removed -> removed),
                        _ -> Act.of("sla_policy.deleted", "sla_policy", policy))
                .switchIfEmpty(Mono.error(NetiaIds::notFound))
                .then();
    }

    private static Act act(String done, SlaPolicy policy) {
        return Act.of("sla_policy." + done, "sla_policy", policy.id());
    }

    @Operation(
            summary = "Get what a conversation was promised",
            description = "When each promise is due, and whether it was met or broken. The clock "
                    + "rests while the customer is asked, the conversation sleeps or is closed.")
    @GetMapping("/api/conversations/{id}/sla")
    Mono<NetiaData<ClockView>> sla(Caller.Staff caller, @PathVariable String id) {
        UUID conversationId = NetiaIds.ofPath(id);
        return conversations
                .byId(caller.accountId(), conversationId)
                .switchIfEmpty(Mono.error(NetiaIds::notFound))
                .flatMap(c -> clocks.of(c.accountId(), c.id()).map(ClockView::of))
                .defaultIfEmpty(new ClockView(conversationId, "sla", null, null, false, null, null, null))
                .map(NetiaData::new);
    }

    private Mono<SlaPolicy> policy(UUID account, String id) {
        return policies.byId(account, NetiaIds.ofPath(id)).switchIfEmpty(Mono.error(NetiaIds::notFound));
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }
}
