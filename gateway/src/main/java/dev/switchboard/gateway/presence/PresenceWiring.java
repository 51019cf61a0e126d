package dev.switchboard.gateway.presence;

import dev.switchboard.common.contract.AvailabilityChanged;
import dev.switchboard.common.contract.PresenceChanged;
import dev.switchboard.common.messaging.Brokers;
import dev.switchboard.common.messaging.FactProducer;
import dev.switchboard.common.messaging.TailReader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/// Presence, its reader and its publisher.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PresenceSettings.class)
class PresenceWiring {
    @Bean
    @DependsOn("factProducer")
    PresencePublisher presencePublisher(Brokers kafka, PresenceSettings settings) {
        FactProducer producer = new FactProducer(kafka, "gateway-presence", settings.lease());
        return new PresencePublisher(producer, settings.publishing());
    }

    @Bean
    Presence presence(PresenceSettings settings, PresencePublisher publisher, Clock clock, MeterRegistry registry) {
        String replica = Long.toString(new SecureRandom().nextLong() >>> 1, Character.MAX_RADIX);
        Presence presence = new Presence(replica, settings, publisher::publish, clock);
        publisher.whenLost(presence.roster()::lost);
        Gauge.builder("switchboard.presence.members", presence::members)
                .description("People and visitors that are online, as this gateway knows it")
                .register(registry);
        Gauge.builder(
                        "switchboard.presence.connections",
                        () -> presence.roster().connections())
                .description("Connections of all gateways that presence is counted by")
                .register(registry);
        Gauge.builder("switchboard.presence.replicas", () -> presence.roster().replicas())
                .description("Gateways that this one hears of")
                .register(registry);
        Gauge.builder("switchboard.presence.frozen", () -> presence.roster().frozen() ? 1 : 0)
                .description("1 while this gateway does not hear its own heartbeat, so that nobody goes offline for it")
                .register(registry);
        return presence;
    }

    @Bean
    @DependsOn("factProducer")
    TailReader presenceReader(Brokers kafka, Presence presence) {
        return new TailReader(
                kafka, "gateway-presence", List.of(PresenceChanged.TOPIC), TailReader.From.END, presence::read);
    }

    @Bean
    @DependsOn("factProducer")
    TailReader availabilityReader(Brokers kafka, Presence presence) {
        return new TailReader(
                kafka,
                "gateway-availability",
                List.of(AvailabilityChanged.TOPIC),
                TailReader.From.BEGINNING,
                presence.availabilities()::read);
    }
}
