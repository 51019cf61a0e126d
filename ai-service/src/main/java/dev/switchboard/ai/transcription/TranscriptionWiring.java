package dev.switchboard.ai.transcription;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What stands between the workers and the model.
@Configuration(proxyBeanMethods = false)
class TranscriptionWiring {
    /// Opens when half of the last 20 calls failed; a recording that the model cannot read is an answer like any other.
    @Bean
    CircuitBreakerRegistry transcriptionBreakers() {
        return CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(10))
                .permittedNumberOfCallsInHalfOpenState(2)
                .recordResult(Transcription.Failed.class::isInstance)
                .build());
    }

    @Bean
    VoiceModel voiceModel(TranscriptionSettings settings) {
        return new VoiceModel(settings.endpoint().isPresent());
    }

    @Bean
    CircuitBreaker transcriptionBreaker(
            @Qualifier("transcriptionBreakers") CircuitBreakerRegistry transcriptionBreakers) {
        return transcriptionBreakers.circuitBreaker("transcription");
    }

    @Bean
    MeterBinder transcriptionBreakerMetrics(
            @Qualifier("transcriptionBreakers") CircuitBreakerRegistry transcriptionBreakers) {
        return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(transcriptionBreakers);
    }
}
