package dev.switchboard.gateway.feed;

import dev.switchboard.common.messaging.Brokers;
import dev.switchboard.common.messaging.TailReader;
import dev.switchboard.common.service.Spans;
import dev.switchboard.gateway.auth.SignedTokens;
import dev.switchboard.gateway.route.RouteTable;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/// The feed and its reader.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FeedSettings.class)
class FeedWiring {
    @Bean
    FeedClient feedClient(RouteTable routes, SignedTokens tokens, FeedSettings settings, MeterRegistry registry) {
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindow(
                        50,
                        20,
                        CircuitBreakerConfig.SlidingWindowType.COUNT_BASED,
                        // event loops report to it
                        CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.LOCK_FREE)
                .waitDurationInOpenState(Duration.ofSeconds(1))
                // that something is not there is an answer
                .ignoreExceptions(WebClientResponseException.NotFound.class)
                .build());
        CircuitBreaker breaker = breakers.circuitBreaker("conversation-feed");
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(registry);
        return new FeedClient(routes.service("conversation"), tokens, breaker, settings);
    }

    @Bean
    Feed feed(FeedClient client, FeedSettings settings, MeterRegistry registry, Spans spans) {
        return new Feed(client, settings, new FeedMeters(registry), spans);
    }

    @Bean
    ConversationReader conversationReader(FeedClient client) {
        return new ConversationReader(client);
    }

    @Bean
    Membership membership(FeedClient client) {
        return new Membership(client);
    }

    @Bean
    @DependsOn("factProducer")
    TailReader feedReader(Brokers kafka, Feed feed) {
        TailReader reader =
                new TailReader(kafka, "gateway-feed", Feed.TOPICS.keySet(), TailReader.From.END, feed::read);
        feed.liveWhen(reader::caughtUp);
        return reader;
    }
}
