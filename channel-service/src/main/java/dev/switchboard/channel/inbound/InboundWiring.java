package dev.switchboard.channel.inbound;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What webhooks are counted by.
@Configuration(proxyBeanMethods = false)
class InboundWiring {
    @Bean
    InboundAllowance inboundAllowance(InboundAllowance.Settings settings, MeterRegistry meters) {
        return new InboundAllowance(settings, meters, System::nanoTime);
    }
}
