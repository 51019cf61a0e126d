package dev.switchboard.gateway.socket.socketio;

import org.jspecify.annotations.Nullable;

/// A connected client's side of the suite. On the session's loop.
interface Participation {
    /// Comes first; the client's CONNECT is answered when it is known where the feed stands.
    void start();

    /// Whether CONNECT is answered, so that the client may speak.
    boolean isOpen();

    /// @param ack where the client wants an acknowledgement
    void event(ClientEvent event, @Nullable Long ack);

    /// About once a second.
    void tick(long nanos);

    /// Whether the credential is still good.
    boolean live();

    void close();
}
