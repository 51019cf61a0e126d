package dev.switchboard.gateway;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param bootstrap Kafka's address list
/// @param delivery how long the producer tries one fact before the socket is told that its fate is unknown
@ConfigurationProperties("switchboard.messaging")
public record KafkaSettings(
        @DefaultValue("localhost:19092") String bootstrap,
        @DefaultValue("8s") Duration delivery) {}
