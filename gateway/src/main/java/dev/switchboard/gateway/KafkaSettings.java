package dev.switchboard.gateway;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param delivery how long the producer tries one fact before the socket is told that its fate is unknown
@ConfigurationProperties("switchboard.messaging")
public record KafkaSettings(@DefaultValue("8s") Duration delivery) {}
