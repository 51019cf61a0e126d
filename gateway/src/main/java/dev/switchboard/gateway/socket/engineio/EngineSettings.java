package dev.switchboard.gateway.socket.engineio;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param path where Engine.IO is spoken, here without a slash at its end; a client may write one
/// @param pingInterval from an answered ping to the next
/// @param pingTimeout how long an answer to a ping may take; then the session ends
/// @param maxPayload a larger POST is answered with 413, a larger WebSocket message closes its socket with 1009
/// @param upgradeTimeout how long a change to WebSocket may take; then polling goes on
/// @param connectTimeout from the opening to the CONNECT packet; then the session ends
/// @param attachments binary parts of one packet; more end the session
/// @param recoverWithin how long after its CONNECT a `pid` recovers a connection
/// @param origins pages that may connect, as `https://acme.test`; empty allows all that an inbox's key allows
@ConfigurationProperties("switchboard.socketio")
public record EngineSettings(
        @DefaultValue("/socket.io") String path,
        @DefaultValue("25s") Duration pingInterval,
        @DefaultValue("20s") Duration pingTimeout,
        @DefaultValue("1000000B") DataSize maxPayload,
        @DefaultValue("10s") Duration upgradeTimeout,
        @DefaultValue("45s") Duration connectTimeout,
        @DefaultValue("10") int attachments,
        @DefaultValue("1d") Duration recoverWithin,
        @DefaultValue List<String> origins) {
    boolean admits(String origin) {
        return origins.isEmpty() || origins.stream().anyMatch(origin::equalsIgnoreCase);
    }
}
