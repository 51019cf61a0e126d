package dev.switchboard.gateway.socket.socketio;

/// A client's packet that the protocol does not know; it ends the session.
final class Malformed extends RuntimeException {
    Malformed(String what) {
        super(what, null, false, false);
    }
}
