package dev.switchboard.admin.subscription.delivery;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// A circuit breaker for each receiver that is being called. It opens when nearly all of the last calls found the
/// receiver
/// in trouble; then one call at a time tries whether it is back, and the other deliveries keep their attempts.
@Component
class Breakers {
    private static final int CALLS = 10;

    private final CircuitBreakerRegistry registry;
    private final DeliverySettings settings;
    private final ConcurrentMap<UUID, Integer> busy = new ConcurrentHashMap<>();

    Breakers(DeliverySettings settings) {
        this.settings = settings;
        this.registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(CALLS)
                .minimumNumberOfCalls(CALLS)
                .failureRateThreshold(90)
                .waitDurationInOpenState(settings.breaker())
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordResult(result -> result instanceof Attempt attempt && isTrouble(attempt.outcome()))
                .build());
    }

    private static boolean isTrouble(Outcome outcome) {
        return outcome instanceof Outcome.Lost
                || (outcome instanceof Outcome.Rejected rejected && rejected.isTrouble());
    }

    /// Where there is not the usual room: how many more calls each subscription may have at once.
    Map<UUID, Integer> rooms() {
        Map<UUID, Integer> rooms = new HashMap<>();
        busy.forEach((subscription, calls) -> rooms.put(subscription, settings.perEndpoint() - calls));
        for (CircuitBreaker breaker : registry.getAllCircuitBreakers()) {
            UUID subscription = UUID.fromString(breaker.getName());
            switch (breaker.getState()) {
                case HALF_OPEN -> rooms.put(subscription, busy.containsKey(subscription) ? 0 : 1);
                case OPEN, FORCED_OPEN -> rooms.put(subscription, 0);
                case CLOSED, DISABLED, METRICS_ONLY -> {}
            }
        }
        return rooms;
    }

    long open() {
        return registry.getAllCircuitBreakers().stream()
                .filter(breaker -> breaker.getState() != CircuitBreaker.State.CLOSED)
                .count();
    }

    void begin(UUID subscription) {
        busy.merge(subscription, 1, Integer::sum);
    }

    void end(UUID subscription) {
        busy.computeIfPresent(subscription, (_, calls) -> calls == 1 ? null : calls - 1);
    }

    Mono<Attempt> call(UUID subscription, Mono<Attempt> call, Attempt spared) {
        return call.transformDeferred(CircuitBreakerOperator.of(registry.circuitBreaker(subscription.toString())))
                .onErrorReturn(CallNotPermittedException.class, spared);
    }

    /// Those of receivers that are well, or gone.
    void forget() {
        registry.getAllCircuitBreakers().stream()
                .filter(breaker -> breaker.getState() == CircuitBreaker.State.CLOSED
                        && !busy.containsKey(UUID.fromString(breaker.getName()))
                        && breaker.getMetrics().getNumberOfFailedCalls() == 0)
                .forEach(breaker -> registry.remove(breaker.getName()));
    }
}
