package dev.switchboard.conversation.automation;

import dev.switchboard.common.service.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Runs what rules are to look at all the time, on every replica: each conversation's jobs in their order.
@Component
class AutomationWatch implements PeriodicTask {
    private static final Logger LOG = LoggerFactory.getLogger(AutomationWatch.class);
    /// More wait for the next round.
    private static final int AT_ONCE = 100;

    private final RuleJobs jobs;
    private final RunRules runRules;
    private final AutomationSettings settings;
    private final Clock clock;

    AutomationWatch(RuleJobs jobs, RunRules runRules, AutomationSettings settings, Clock clock) {
        this.jobs = jobs;
        this.runRules = runRules;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Duration period() {
        return settings.sweep();
    }

    @Override
    public Mono<Void> round() {
        return jobs.addWaits(clock.instant(), AT_ONCE)
                .then(Mono.defer(() -> jobs.due(clock.instant(), AT_ONCE).collectList()))
                .flatMap(this::run);
    }

    /// Once a conversation is held by somebody else, its later jobs wait too.
    private Mono<Void> run(List<RuleJob> due) {
        Set<UUID> held = new HashSet<>();
        return Flux.fromIterable(due)
                .filter(job -> !held.contains(job.conversationId()))
                .concatMap(job -> runRules.run(job)
                        .onErrorResume(
                                RuntimeException.class, e -> failed(job, e).thenReturn(false))
                        .doOnNext(run -> {
                            if (!run) {
                                held.add(job.conversationId());
                            }
                        }))
                .then();
    }

    private Mono<Void> failed(RuleJob job, RuntimeException e) {
        LOG.warn("Rule {} fails at conversation {}: {}", job.ruleId(), job.conversationId(), e.toString());
        return job.attempts() + 1 >= settings.attempts()
                ? runRules.giveUp(job, "It failed " + settings.attempts() + " times")
                : jobs.postpone(job, clock.instant().plusSeconds(1L << job.attempts()));
    }
}
