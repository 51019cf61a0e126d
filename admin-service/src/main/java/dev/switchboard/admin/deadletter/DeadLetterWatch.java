package dev.switchboard.admin.deadletter;

import dev.switchboard.common.service.PeriodicTask;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Tells how many dead letters nobody has decided on. Every replica tells the same.
@Component
class DeadLetterWatch implements PeriodicTask {
    private static final Duration ROUND = Duration.ofSeconds(5);

    private final KeptLetters letters;
    private volatile long undecided;

    DeadLetterWatch(KeptLetters letters, MeterRegistry meters) {
        this.letters = letters;
        Gauge.builder("switchboard.dlt.undecided", () -> undecided)
                .description("Dead letters that were neither replayed nor discarded")
                .register(meters);
    }

    @Override
    public Duration period() {
        return ROUND;
    }

    @Override
    public Mono<Void> round() {
        return letters.undecided().doOnNext(count -> undecided = count).then();
    }
}
