package dev.switchboard.conversation.automation;

import dev.switchboard.common.service.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Forgets, once an hour, what rules did long ago.
@Component
class RuleRunRetention implements PeriodicTask {
    private static final int AT_ONCE = 100;

    private final RuleRuns runs;
    private final AutomationSettings settings;
    private final Clock clock;

    RuleRunRetention(RuleRuns runs, AutomationSettings settings, Clock clock) {
        this.runs = runs;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Duration period() {
        return Duration.ofHours(1);
    }

    @Override
    public Mono<Void> round() {
        return Mono.defer(() -> runs.forgetBefore(clock.instant().minus(settings.retention()), AT_ONCE))
                .repeat()
                .takeUntil(forgotten -> forgotten < AT_ONCE)
                .then();
    }
}
