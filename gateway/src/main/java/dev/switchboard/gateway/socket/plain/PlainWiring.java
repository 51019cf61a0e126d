package dev.switchboard.gateway.socket.plain;

import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.gateway.socket.FactPublisher;
import dev.switchboard.gateway.socket.SocketMeters;
import dev.switchboard.gateway.socket.SocketSettings;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/// Where the plain protocol is spoken, and by what.
@Configuration(proxyBeanMethods = false)
class PlainWiring {
    /// Before the routes.
    private static final int FIRST = -10;

    @Bean
    SimpleUrlHandlerMapping plainSockets(PlainHandler handler) {
        return new SimpleUrlHandlerMapping(Map.of("/ws", handler), FIRST);
    }

    @Bean
    PlainSession.Parts plainParts(
            Visits visits,
            Feed feed,
            FactPublisher publisher,
            SocketSettings settings,
            SocketMeters meters,
            Clock clock) {
        return new PlainSession.Parts(visits, feed, publisher, settings, meters, clock);
    }
}
