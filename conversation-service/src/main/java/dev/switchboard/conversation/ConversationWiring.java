package dev.switchboard.conversation;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.messaging.Brokers;
import dev.switchboard.common.messaging.FactProducer;
import dev.switchboard.common.messaging.TailReader;
import dev.switchboard.conversation.account.Concerns;
import dev.switchboard.conversation.account.Directory;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The replica of the accounts, and what waits for it.
@Configuration(proxyBeanMethods = false)
class ConversationWiring {
    @Bean
    Directory directory() {
        return new Directory();
    }

    /// @param topics the producer's bean makes the topics, before anybody reads them
    @Bean
    TailReader accountsReader(Directory directory, Brokers brokers, FactProducer topics) {
        return new TailReader(
                brokers,
                "conversation-service-accounts",
                List.of(AccountUpdated.TOPIC),
                TailReader.From.BEGINNING,
                records -> records.forEach(directory::take));
    }

    /// This replica is ready only once it knows the accounts.
    @Bean
    HealthIndicator accountsHealthIndicator(TailReader accountsReader) {
        return () -> accountsReader.caughtUp()
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("waits for", AccountUpdated.TOPIC)
                        .build();
    }

    @Bean
    ConsumersStart consumersStart(
            TailReader accountsReader,
            Concerns concerns,
            BindingsLifecycleController bindings,
            BindingServiceProperties properties) {
        List<String> names = List.copyOf(properties.getBindings().keySet());
        return new ConsumersStart(() -> accountsReader.caughtUp() && concerns.known(), bindings, names);
    }
}
