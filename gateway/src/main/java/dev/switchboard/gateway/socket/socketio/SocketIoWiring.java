package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.secret.SecretKeyBase;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.auth.CredentialResolver;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.gateway.participant.ParticipantSettings;
import dev.switchboard.gateway.participant.Participants;
import dev.switchboard.gateway.participant.Seats;
import dev.switchboard.gateway.presence.Presence;
import dev.switchboard.gateway.socket.SocketMeters;
import dev.switchboard.gateway.socket.SocketSettings;
import dev.switchboard.gateway.socket.Sockets;
import dev.switchboard.gateway.socket.engineio.EngineApplication;
import dev.switchboard.gateway.socket.engineio.EngineSettings;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What Socket.IO is made of.
@Configuration(proxyBeanMethods = false)
class SocketIoWiring {
    @Bean
    Recoveries recoveries(SecretKeyBase base, EngineSettings settings, Clock clock) {
        return new Recoveries(base, settings.recoverWithin(), clock);
    }

    @Bean
    Admissions admissions(CredentialResolver resolver, Seats seats, Recoveries recoveries) {
        return new Admissions(resolver, seats, recoveries);
    }

    @Bean
    SocketIoParts socketIoParts(
            EngineSettings settings,
            SocketSettings limits,
            Sockets sockets,
            SocketMeters meters,
            Admissions admissions,
            Recoveries recoveries,
            ParticipantSettings texts,
            Participants participants,
            Feed feed,
            Presence presence,
            Clock clock) {
        return new SocketIoParts(
                settings,
                limits,
                sockets,
                meters,
                admissions,
                recoveries,
                new EventReader(texts),
                participants,
                feed,
                presence,
                clock);
    }

    @Bean
    EngineApplication socketIoApplication(SocketIoParts parts, Accounts accounts, Feed feed) {
        return new SocketIoApplication(parts, accounts, feed);
    }
}
