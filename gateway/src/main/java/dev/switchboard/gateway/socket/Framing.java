package dev.switchboard.gateway.socket;

import org.springframework.util.unit.DataSize;

/// What one protocol's messages may be.
///
/// @param largest a larger message closes its socket with 1009
/// @param binary binary messages are read; otherwise one closes its socket with 1003
/// @param pings the server pings with WebSocket's own frames; a protocol with heartbeats of its own goes without
public record Framing(DataSize largest, boolean binary, boolean pings) {}
