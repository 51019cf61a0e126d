package dev.switchboard.gateway.socket.engineio;

import dev.switchboard.gateway.socket.SocketMeters;
import dev.switchboard.gateway.socket.SocketSettings;
import dev.switchboard.gateway.socket.Sockets;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/// Where Engine.IO is spoken, and by what.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EngineSettings.class)
class EngineWiring {
    /// Before the routes.
    private static final int FIRST = -10;

    @Bean
    EngineCors engineCors(EngineSettings settings) {
        return new EngineCors(settings);
    }

    @Bean
    EngineSessions engineSessions(
            EngineSettings settings,
            SocketSettings sockets,
            EngineApplication application,
            SocketMeters meters,
            MeterRegistry registry) {
        return new EngineSessions(settings, sockets, application, meters, registry);
    }

    @Bean
    EngineEndpoint engineEndpoint(
            EngineSettings settings, EngineApplication application, EngineSessions sessions, Sockets sockets) {
        return new EngineEndpoint(settings, application, sessions, sockets);
    }

    @Bean
    SimpleUrlHandlerMapping engineRequests(EngineSettings settings, EngineEndpoint endpoint) {
        return new SimpleUrlHandlerMapping(Map.of(settings.path(), endpoint, settings.path() + "/", endpoint), FIRST);
    }
}
