package dev.switchboard.gateway;

import dev.switchboard.common.messaging.Brokers;
import dev.switchboard.common.messaging.FactProducer;
import dev.switchboard.common.messaging.TopicProvisioner;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What all features of the gateway use.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EdgeSettings.class, KafkaSettings.class})
class GatewayWiring {
    /// Topics stand before the first reader looks for them.
    @Bean
    FactProducer factProducer(Brokers brokers, KafkaSettings settings) {
        TopicProvisioner.provision(brokers, List.of());
        return new FactProducer(brokers, "gateway", settings.delivery());
    }
}
