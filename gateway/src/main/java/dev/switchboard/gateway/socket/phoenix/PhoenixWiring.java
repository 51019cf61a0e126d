package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.ConversationReader;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.gateway.feed.Membership;
import dev.switchboard.gateway.participant.ParticipantSettings;
import dev.switchboard.gateway.participant.Participants;
import dev.switchboard.gateway.participant.Seats;
import dev.switchboard.gateway.presence.Presence;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

/// Where Phoenix Channels are spoken, and by what.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PhoenixSettings.class)
class PhoenixWiring {
    /// Before the routes.
    private static final int FIRST = -10;

    @Bean
    SimpleUrlHandlerMapping phoenixSockets(PhoenixHandler handler) {
        return new SimpleUrlHandlerMapping(Map.of("/socket/websocket", handler, "/socket/websocket/", handler), FIRST);
    }

    @Bean
    PhoenixParts phoenixParts(
            Feed feed,
            ConversationReader conversations,
            Participants participants,
            Presence presence,
            PhoenixSettings settings,
            ParticipantSettings limits,
            Clock clock) {
        Rejoins rejoins = new Rejoins(settings, clock.instant());
        return new PhoenixParts(feed, conversations, participants, presence, rejoins, limits, settings, clock);
    }

    @Bean
    Doors phoenixDoors(Accounts accounts, Membership membership, Seats seats, PhoenixParts parts) {
        return new Doors(new Visitors(accounts, membership), seats, parts);
    }
}
