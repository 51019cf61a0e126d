package dev.switchboard.gateway.socket.engineio;

import dev.switchboard.gateway.socket.Connection;
import dev.switchboard.gateway.socket.Framing;
import dev.switchboard.gateway.socket.SocketProtocol;
import dev.switchboard.gateway.socket.SocketSession;
import dev.switchboard.gateway.socket.SocketSettings;
import java.util.function.Function;

/// Engine.IO on a WebSocket: one packet a frame, binary ones too, and pings of its own.
record EngineProtocol(EngineSettings settings, Function<Connection, SocketSession> sessions) implements SocketProtocol {
    @Override
    public SocketSession open(Connection connection) {
        return sessions.apply(connection);
    }

    @Override
    public Framing framing(SocketSettings sockets) {
        return new Framing(settings.maxPayload(), true, false);
    }
}
