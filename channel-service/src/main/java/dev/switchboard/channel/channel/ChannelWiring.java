package dev.switchboard.channel.channel;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What guards the calls to all providers.
@Configuration(proxyBeanMethods = false)
class ChannelWiring {
    /// Opens when half of the last 20 calls failed; a refused message is an answer like any other.
    @Bean
    CircuitBreakerRegistry circuitBreakers() {
        return CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(10))
                .permittedNumberOfCallsInHalfOpenState(3)
                .automaticTransitionFromOpenToHalfOpenEnabled(false)
                .recordResult(result -> result instanceof Delivery.Unknown || result instanceof Delivery.Postponed)
                .build());
    }

    @Bean
    Rates rates() {
        return new Rates(System::nanoTime);
    }
}
