package dev.switchboard.conversation.sla;

import dev.switchboard.common.service.PeriodicTask;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Looks for broken promises all the time, on every replica.
@Component
class SlaWatch implements PeriodicTask {
    private final BreachPromises breachPromises;
    private final SlaSettings settings;

    SlaWatch(BreachPromises breachPromises, SlaSettings settings) {
        this.breachPromises = breachPromises;
        this.settings = settings;
    }

    @Override
    public Duration period() {
        return settings.sweep();
    }

    @Override
    public Mono<Void> round() {
        return breachPromises.tell();
    }
}
