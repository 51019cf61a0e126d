package dev.switchboard.gateway.socket;

/// Makes the session of a protocol for a new connection.
@FunctionalInterface
public interface SocketProtocol {
    SocketSession open(Connection connection);
}
