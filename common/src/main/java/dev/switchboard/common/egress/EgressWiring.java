package dev.switchboard.common.egress;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.HttpResources;
import reactor.netty.transport.NameResolverProvider;

/// The client, for services that import it.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EgressSettings.class)
public class EgressWiring {
    @Bean
    EgressTargets egressTargets(EgressSettings settings) {
        return new EgressTargets(settings.allow(), settings.ports());
    }

    @Bean
    EgressClient egressClient(EgressTargets targets, EgressSettings settings) {
        return new EgressClient(
                targets,
                NameResolverProvider.builder().build().newNameResolverGroup(HttpResources.get(), true),
                settings);
    }
}
