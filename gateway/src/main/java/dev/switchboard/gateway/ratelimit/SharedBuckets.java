package dev.switchboard.gateway.ratelimit;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Asks Redis, and decides by this gateway's own memory while Redis does not answer in time. The memory counts along,
/// so that nobody gets a new allowance when Redis goes away.
final class SharedBuckets implements Buckets {
    private static final Logger LOG = LoggerFactory.getLogger(SharedBuckets.class);

    private final RedisBuckets shared;
    private final MemoryBuckets own;
    private final CircuitBreaker breaker;
    private final Duration patience;
    private final Counter decidedAlone;

    SharedBuckets(
            RedisLink link, MemoryBuckets own, CircuitBreaker breaker, Duration patience, MeterRegistry registry) {
        this.shared = new RedisBuckets(link);
        this.own = own;
        this.breaker = breaker;
        this.patience = patience;
        this.decidedAlone = Counter.builder("switchboard.ratelimit.alone")
                .description("Requests that this gateway counted alone, because Redis did not answer in time")
                .register(registry);
        Gauge.builder("switchboard.ratelimit.redis.up", link, redis -> redis.isUp() ? 1 : 0)
                .description("1 while Redis is connected")
                .register(registry);
        breaker.getEventPublisher().onStateTransition(event -> {
            LOG.warn("sharing rate limits over Redis: {}", event.getStateTransition());
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                link.renew();
            }
        });
    }

    @Override
    public Mono<Verdict> charge(Key key, RateLimitSettings.Policy policy, Executor loop) {
        return shared.charge(key, policy)
                .timeout(patience)
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .doOnNext(verdict -> countAlong(verdict, key, policy))
                // whatever is wrong with Redis, no request fails for it
                .onErrorResume(Exception.class, error -> alone(key, policy, error))
                .publishOn(Schedulers.fromExecutor(loop));
    }

    private void countAlong(Verdict verdict, Key key, RateLimitSettings.Policy policy) {
        if (verdict.allowed()) {
            own.take(key, policy);
        }
    }

    private Mono<Verdict> alone(Key key, RateLimitSettings.Policy policy, Exception error) {
        LOG.debug("deciding alone", error);
        decidedAlone.increment();
        return Mono.just(own.take(key, policy));
    }
}
