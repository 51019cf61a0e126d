package dev.switchboard.gateway.socket.plain;

import dev.switchboard.gateway.socket.Connection;
import dev.switchboard.gateway.socket.SocketProtocol;
import dev.switchboard.gateway.socket.SocketSession;

/// A visitor's socket, whose voice messages come as uploads.
record PlainProtocol(PlainOpening opening, PlainSession.Parts parts) implements SocketProtocol {
    @Override
    public SocketSession open(Connection connection) {
        return new PlainSession(connection, opening, parts);
    }

    @Override
    public boolean uploads() {
        return true;
    }
}
