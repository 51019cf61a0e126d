package dev.switchboard.gateway.socket;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param openPerAddress open sockets of one client address; one more is refused with 429
/// @param openPerAccount open sockets of one account on this gateway; likewise
/// @param largestFrame a larger message closes its socket with 1009
/// @param fragments frames of one message; more close the socket with 1008
/// @param pingEvery how often the server pings; who is not heard for 1.8 times as long is gone
/// @param outboundFrames frames waiting for a slow reader beyond what its channel takes; one more closes its socket
/// with 1012
/// @param outboundBytes bytes waiting for a slow reader, likewise
/// @param gather how long at most frames gather before they are written where a loop serves a crowd; where it serves
///     few it writes at once
/// @param closeTimeout how long a closing socket may take to read what was sent before it is cut
/// @param messages frames of one socket in each `messagesPer`; more are refused one by one
/// @param messagesPer the period of `messages`
@ConfigurationProperties("switchboard.socket")
public record SocketSettings(
        @DefaultValue("200") int openPerAddress,
        @DefaultValue("50000") int openPerAccount,
        @DefaultValue("64KB") DataSize largestFrame,
        @DefaultValue("64") int fragments,
        @DefaultValue("25s") Duration pingEvery,
        @DefaultValue("256") int outboundFrames,
        @DefaultValue("1MB") DataSize outboundBytes,
        @DefaultValue("50ms") Duration gather,
        @DefaultValue("5s") Duration closeTimeout,
        @DefaultValue("10") int messages,
        @DefaultValue("1s") Duration messagesPer) {}
