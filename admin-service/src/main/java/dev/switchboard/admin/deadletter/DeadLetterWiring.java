package dev.switchboard.admin.deadletter;

import dev.switchboard.common.messaging.Brokers;
import dev.switchboard.common.messaging.DeadLetterReader;
import dev.switchboard.common.messaging.FactProducer;
import dev.switchboard.common.service.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/// Keeps what comes to the dead-letter topics, and forgets what was decided long ago.
@Configuration(proxyBeanMethods = false)
class DeadLetterWiring {
    private static final Duration KEPT = Duration.ofDays(30);

    /// @param topics the producer's bean makes the topics, before anybody reads them
    @Bean
    DeadLetterReader deadLetterReader(KeptLetters letters, Brokers brokers, FactProducer topics) {
        return new DeadLetterReader(brokers, "admin-service.dead-letters", letters::keep);
    }

    @Bean
    PeriodicTask forgetDecidedLetters(KeptLetters letters, Clock clock) {
        return new PeriodicTask() {
            @Override
            public Duration period() {
                return Duration.ofHours(1);
            }

            @Override
            public Mono<Void> round() {
                return letters.forgetDecidedBefore(clock.instant().minus(KEPT)).then();
            }
        };
    }
}
