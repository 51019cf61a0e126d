package dev.switchboard.gateway.socket.engineio;

/// The protocol that rides on a session. All calls come on the session's loop.
public interface EngineHandler {
    void text(String message);

    void binary(byte[] message);

    /// About once a second.
    void tick(long nanos);

    /// The session has ended; comes once.
    void closed();
}
