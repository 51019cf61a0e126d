package dev.switchboard.channel.whatsapp;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param graphUrl Meta's Graph API, or what stands for it
/// @param version of the Graph API
/// @param connect a connection takes at most so long; then the message waits for another attempt
/// @param answer an answer takes at most so long; then it is lost
/// @param connections open at once; more messages wait for one
@ConfigurationProperties("switchboard.whatsapp")
record GraphSettings(
        @DefaultValue("https://graph.facebook.com") URI graphUrl,
        @DefaultValue("v23.0") String version,
        @DefaultValue("3s") Duration connect,
        @DefaultValue("10s") Duration answer,
        @DefaultValue("32") int connections) {}
