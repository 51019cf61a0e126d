package dev.switchboard.gateway.socket;

import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.ratelimit.ClientAddress;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What all socket protocols share.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SocketSettings.class, UploadSettings.class})
class SocketWiring {
    @Bean
    SocketMeters socketMeters(MeterRegistry registry) {
        return new SocketMeters(registry);
    }

    @Bean
    Uploads uploads(UploadSettings settings, MeterRegistry registry) {
        return new Uploads(settings, registry);
    }

    @Bean
    Sockets sockets(
            SocketSettings settings, SocketMeters meters, ClientAddress addresses, Accounts accounts, Uploads uploads) {
        return new Sockets(settings, meters, addresses, accounts, uploads);
    }
}
