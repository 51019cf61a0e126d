package dev.switchboard.gateway.socket.engineio;

import dev.switchboard.common.problem.Problem;

/// Makes the protocol's side of a new session.
public interface EngineApplication {
    /// @throws Problem while sessions cannot be served; the client comes again
    void ready();

    EngineHandler open(EngineSession session);
}
