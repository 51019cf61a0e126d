package dev.switchboard.gateway.socket.engineio;

import dev.switchboard.gateway.socket.CloseCode;
import dev.switchboard.gateway.socket.Frame;
import reactor.core.publisher.Mono;

/// How a session's packets reach its client. On the session's loop.
interface Transport {
    /// @param packet a text packet, its digit included
    void send(Frame packet);

    /// Done when the client has taken what was sent until now.
    Mono<Void> flushed();

    /// What was sent still goes out, where the client takes it soon.
    void close(CloseCode code);
}
