package dev.switchboard.conversation.automation;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Runs what rules are to look at all the time, on every replica: each conversation's jobs in their order.
@Component
class AutomationWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(AutomationWatch.class);
    /// More wait for the next round.
    private static final int AT_ONCE = 100;
    private static final Duration HOURLY = Duration.ofHours(1);

    private final RuleJobs jobs;
    private final RuleRuns runs;
    private final RunRules runRules;
    private final AutomationSettings settings;
    private final Clock clock;
    private @Nullable Disposable work;

    AutomationWatch(RuleJobs jobs, RuleRuns runs, RunRules runRules, AutomationSettings settings, Clock clock) {
        this.jobs = jobs;
        this.runs = runs;
        this.runRules = runRules;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void start() {
        work = Disposables.composite(
                Flux.interval(settings.sweep())
                        .onBackpressureDrop()
                        .concatMap(_ -> quietly(look()))
                        .subscribe(),
                Flux.interval(HOURLY)
                        .onBackpressureDrop()
                        .concatMap(_ -> quietly(forget()))
                        .subscribe());
    }

    private static Mono<Void> quietly(Mono<Void> look) {
        return look.doOnError(e -> LOG.warn("Rules wait for the next look: {}", e.toString()))
                .onErrorComplete();
    }

    private Mono<Void> look() {
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

    private Mono<Void> forget() {
        return Mono.defer(() -> runs.forgetBefore(clock.instant().minus(settings.retention()), AT_ONCE))
                .repeat()
                .takeUntil(forgotten -> forgotten < AT_ONCE)
                .then();
    }

    @Override
    public void stop() {
        if (work != null) {
            work.dispose();
        }
        work = null;
    }

    @Override
    public boolean isRunning() {
        return work != null;
    }
}
