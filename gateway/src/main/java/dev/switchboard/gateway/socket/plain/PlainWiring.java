package dev.switchboard.gateway.socket.plain;

import dev.switchboard.gateway.participant.ParticipantSettings;
import dev.switchboard.gateway.participant.Participants;
import dev.switchboard.gateway.participant.Seats;
import dev.switchboard.gateway.presence.Presence;
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
            Seats seats, Participants participants, Presence presence, ParticipantSettings settings, Clock clock) {
        return new PlainSession.Parts(seats, participants, presence, settings, clock);
    }
}
