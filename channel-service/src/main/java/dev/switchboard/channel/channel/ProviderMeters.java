package dev.switchboard.channel.channel;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;

/// What is counted of calls to providers; by provider and not by account, of which there may be any number.
final class ProviderMeters {
    private static final Duration[] LATENCIES = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15)
    };

    private final MeterRegistry meters;
    private final MeterProvider<Timer> calls;

    ProviderMeters(Collection<String> providers, CircuitBreakerRegistry breakers, MeterRegistry meters) {
        this.meters = meters;
        this.calls = Timer.builder("switchboard.provider.calls")
                .description(
                        "Calls that hand a message to a provider; one that was spared by its circuit breaker is none")
                .serviceLevelObjectives(LATENCIES)
                .withRegistry(meters);
        for (String provider : providers) {
            calls.withTags("provider", provider, "outcome", "sent");
            Gauge.builder("switchboard.provider.breakers.open", breakers, all -> open(all, provider))
                    .description("Accounts of a provider that are not called just now, because the calls keep failing")
                    .tag("provider", provider)
                    .register(meters);
        }
    }

    Timer.Sample begin() {
        return Timer.start(meters);
    }

    void end(Timer.Sample call, String provider, Delivery delivery) {
        String outcome = delivery.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        call.stop(calls.withTags("provider", provider, "outcome", outcome));
    }

    private static long open(CircuitBreakerRegistry breakers, String provider) {
        return breakers.getAllCircuitBreakers().stream()
                .filter(breaker -> breaker.getName().startsWith(provider + ":"))
                .filter(breaker -> breaker.getState() != CircuitBreaker.State.CLOSED)
                .count();
    }
}
