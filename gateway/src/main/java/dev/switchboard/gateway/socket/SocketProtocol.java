package dev.switchboard.gateway.socket;

import org.jspecify.annotations.Nullable;

/// Makes the session of a protocol for a new connection.
@FunctionalInterface
public interface SocketProtocol {
    SocketSession open(Connection connection);

    /// What its messages may be; text of the usual size unless it says otherwise.
    default Framing framing(SocketSettings settings) {
        return new Framing(settings.largestFrame(), false, true);
    }

    /// Whether text messages larger than `framing` allows are received too, as uploads.
    default boolean uploads() {
        return false;
    }

    /// The WebSocket subprotocol that is chosen where the client offers it.
    default @Nullable String subprotocol() {
        return null;
    }
}
