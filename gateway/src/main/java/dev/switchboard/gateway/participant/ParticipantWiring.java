package dev.switchboard.gateway.participant;

import dev.switchboard.common.messaging.FactProducer;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.Spans;
import dev.switchboard.gateway.auth.SignedTokens;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.gateway.route.RouteTable;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What visitors and agents of all protocols share.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ParticipantSettings.class)
class ParticipantWiring {
    @Bean
    FactPublisher factPublisher(FactProducer producer, ParticipantSettings settings, Spans spans) {
        return new FactPublisher(producer, settings, spans);
    }

    @Bean
    Participants participants(
            Feed feed,
            FactPublisher publisher,
            RouteTable routes,
            SignedTokens tokens,
            ParticipantSettings settings,
            MeterRegistry registry,
            Clock clock) {
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindow(
                        50,
                        20,
                        CircuitBreakerConfig.SlidingWindowType.COUNT_BASED,
                        // event loops report to it
                        CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.LOCK_FREE)
                .waitDurationInOpenState(Duration.ofSeconds(1))
                // a refusal is an answer
                .ignoreException(
                        error -> error instanceof Problem problem && problem.code() != ProblemCode.UPSTREAM_FAILED)
                .build());
        CircuitBreaker breaker = breakers.circuitBreaker("conversation-desk");
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(registry);
        DeskClient desk = new DeskClient(routes.service("conversation"), tokens, breaker, settings);
        Backlog backlog = new Backlog(settings.unrecorded());
        return new Participants(
                feed, publisher, desk, settings, new ParticipantMeters(registry, backlog), backlog, clock);
    }
}
