package dev.switchboard.gateway.socket.phoenix;

import reactor.core.publisher.Mono;

/// A topic that a client has joined. All calls come on the connection's loop.
interface Channel {
    /// Begins to tell the client of the topic. The reply to the join is sent here, before anything else.
    ///
    /// @return done when the client has been caught up, or that goes on by itself
    Mono<Void> open(Ref join);

    /// @throws dev.switchboard.common.problem.Problem when the push is refused at once
    void receive(Received.Push push);

    /// The client is there.
    void heard();

    /// About once a second.
    void tick(long nanos);

    void close(Ending ending);
}
