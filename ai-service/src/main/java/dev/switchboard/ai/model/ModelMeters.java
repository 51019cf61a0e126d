package dev.switchboard.ai.model;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What is counted of calls to language models, and what they cost.
@Component
class ModelMeters {
    private static final double MILLION = 1_000_000;
    private static final Duration[] LATENCIES = {
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(12)
    };

    private final MeterRegistry meters;
    private final Timer answered;
    private final Timer failed;
    private final Counter spent;
    private final Counter read;
    private final Counter written;
    private final Counter overBudget;

    ModelMeters(MeterRegistry meters) {
        this.meters = meters;
        answered = calls("answered");
        failed = calls("failed");
        spent = Counter.builder("switchboard.model.cost")
                .description("US dollars that language models have cost, by the configured prices")
                .baseUnit("dollars")
                .register(meters);
        read = tokens("input");
        written = tokens("output");
        overBudget = Counter.builder("switchboard.model.over.budget")
                .description(
                        "Questions that were answered without a model, because the account had spent its day's budget")
                .register(meters);
    }

    private Timer calls(String outcome) {
        return Timer.builder("switchboard.model.calls")
                .description("Questions to a language model, all attempts together")
                .serviceLevelObjectives(LATENCIES)
                .tag("outcome", outcome)
                .register(meters);
    }

    private Counter tokens(String direction) {
        return Counter.builder("switchboard.model.tokens")
                .description("Tokens that language models have read and written")
                .tag("direction", direction)
                .register(meters);
    }

    Mono<Completion> timed(Mono<Completion> call) {
        return Mono.defer(() -> {
            Timer.Sample sample = Timer.start(meters);
            return call.doOnNext(_ -> sample.stop(answered)).doOnError(_ -> sample.stop(failed));
        });
    }

    void used(Generation generation) {
        spent.increment(generation.costMicros() / MILLION);
        read.increment(generation.inputTokens());
        written.increment(generation.outputTokens());
    }

    void overBudget() {
        overBudget.increment();
    }
}
