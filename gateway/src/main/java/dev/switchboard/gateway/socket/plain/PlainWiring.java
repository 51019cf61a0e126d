package dev.switchboard.gateway.socket.plain;

import dev.switchboard.common.blob.BlobWiring;
import dev.switchboard.common.blob.Blobs;
import dev.switchboard.gateway.participant.ParticipantSettings;
import dev.switchboard.gateway.participant.Participants;
import dev.switchboard.gateway.participant.Seats;
import dev.switchboard.gateway.presence.Presence;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/// Where the plain protocol is spoken, and by what.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PlainSettings.class)
@Import(BlobWiring.class)
class PlainWiring {
    /// Before the routes.
    private static final int FIRST = -10;

    @Bean
    SimpleUrlHandlerMapping plainSockets(PlainHandler handler) {
        return new SimpleUrlHandlerMapping(Map.of("/ws", handler), FIRST);
    }

    @Bean
    PlainReader plainReader(ParticipantSettings settings, PlainSettings plain) {
        return new PlainReader(settings, plain);
    }

    @Bean
    Recordings recordings(Blobs blobs, PlainReader reader, PlainSettings settings) {
        return new Recordings(blobs, reader, settings);
    }

    @Bean
    PlainSession.Parts plainParts(
            Seats seats,
            Participants participants,
            Presence presence,
            PlainReader reader,
            Recordings recordings,
            PlainSettings settings,
            Clock clock) {
        return new PlainSession.Parts(seats, participants, presence, reader, recordings, settings, clock);
    }
}
