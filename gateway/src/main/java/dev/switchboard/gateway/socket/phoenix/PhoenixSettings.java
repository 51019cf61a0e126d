package dev.switchboard.gateway.socket.phoenix;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param channels topics of one socket; a join of one more is refused
/// @param controls joins, leaves and heartbeats of one socket in each `controlsPer`; more are refused one by one
/// @param controlsPer the period of `controls`
/// @param heartbeat how often a client says that it is there; what it heard just before the last one is not certain
/// @param memory how long it is remembered where a client that went away had been
/// @param remembered members' topics that are remembered; past it the least used are forgotten, and presence decides
@ConfigurationProperties("switchboard.socket.phoenix")
record PhoenixSettings(
        @DefaultValue("100") int channels,
        @DefaultValue("120") int controls,
        @DefaultValue("10s") Duration controlsPer,
        @DefaultValue("30s") Duration heartbeat,
        @DefaultValue("10m") Duration memory,
        @DefaultValue("100000") int remembered) {}
