package dev.switchboard.channel.meta;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param graphUrl Meta's Graph API, or what stands for it
/// @param version of the Graph API
@ConfigurationProperties("switchboard.meta")
public record GraphSettings(
        @DefaultValue("https://graph.facebook.com") URI graphUrl,
        @DefaultValue("v23.0") String version) {}
