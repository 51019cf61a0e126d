package dev.switchboard.gateway;

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
    FactProducer factProducer(KafkaSettings settings) {
        TopicProvisioner.provision(settings.bootstrap(), List.of());
        return new FactProducer(settings.bootstrap(), "gateway", settings.delivery());
    }
}
