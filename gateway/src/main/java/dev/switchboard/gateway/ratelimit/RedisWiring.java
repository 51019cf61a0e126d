package dev.switchboard.gateway.ratelimit;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/// The buckets that all gateways share. Without an address of Redis there is nothing of this.
@Configuration(proxyBeanMethods = false)
@Conditional(RedisWiring.Addressed.class)
class RedisWiring {
    @Bean
    RedisLink redisLink(RateLimitSettings settings) {
        return new RedisLink(String.valueOf(settings.redisUrl()));
    }

    @Bean
    @Primary
    SharedBuckets sharedBuckets(RedisLink link, MemoryBuckets own, RateLimitSettings settings, MeterRegistry registry) {
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindow(
                        20,
                        5,
                        CircuitBreakerConfig.SlidingWindowType.COUNT_BASED,
                        // event loops report to it
                        CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.LOCK_FREE)
                .waitDurationInOpenState(Duration.ofSeconds(1))
                .permittedNumberOfCallsInHalfOpenState(3)
                .build());
        CircuitBreaker breaker = breakers.circuitBreaker("rate-limit-redis");
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(registry);
        return new SharedBuckets(link, own, breaker, settings.redisTimeout(), registry);
    }

    static final class Addressed implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("switchboard.rate-limit.redis-url"));
        }
    }
}
