package dev.switchboard.gateway.socket;

import reactor.core.publisher.Mono;

/// A protocol's side of one open socket. All calls come on the connection's loop.
public interface SocketSession {
    /// Comes first; frames of the client are read when it is done.
    Mono<Void> start();

    void receive(String text);

    /// A binary message; comes only where the protocol's framing admits it.
    default void receive(byte[] bytes) {}

    /// A message too large for `receive`; comes only where the protocol takes uploads.
    default void receive(Upload upload) {
        upload.done();
    }

    /// About once a second.
    void tick(long nanos);

    /// Whether the credential that opened the socket is still good.
    boolean admitted();

    /// With what a socket is closed whose credential is no longer good.
    default CloseCode forbidding() {
        return CloseCode.UNAUTHENTICATED;
    }

    void closed();
}
