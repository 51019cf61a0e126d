package dev.switchboard.ai.model;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

/// The language model that is set up, if one is.
@Configuration(proxyBeanMethods = false)
class ModelWiring {
    private static final int LARGEST_ANSWER = 256 * 1024;

    /// Opens when half of the last ten attempts failed: five are fewer than there are workers, so that what waits
    /// behind the questions that a silent model holds for all of their patience does not wait as long once more.
    @Bean
    CircuitBreakerRegistry modelBreakers() {
        return CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(10)
                .minimumNumberOfCalls(5)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(10))
                .permittedNumberOfCallsInHalfOpenState(2)
                .build());
    }

    @Bean
    MeterBinder modelBreakerMetrics(@Qualifier("modelBreakers") CircuitBreakerRegistry modelBreakers) {
        return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(modelBreakers);
    }

    @Bean
    ConfiguredModel configuredModel(
            ModelEndpoint endpoint, @Qualifier("modelBreakers") CircuitBreakerRegistry modelBreakers) {
        CircuitBreaker breaker = modelBreakers.circuitBreaker("language-model");
        WebClient client = WebClient.builder()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST_ANSWER))
                .build();
        if (endpoint.openai().isSet()) {
            return new ConfiguredModel(
                    new HttpLanguageModel(client, new ModelDialect.OpenAi(endpoint), endpoint, breaker));
        }
        if (endpoint.anthropic().isSet()) {
            return new ConfiguredModel(
                    new HttpLanguageModel(client, new ModelDialect.Anthropic(endpoint), endpoint, breaker));
        }
        return new ConfiguredModel(null);
    }
}
