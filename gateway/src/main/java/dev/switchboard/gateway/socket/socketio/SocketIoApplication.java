package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.gateway.socket.engineio.EngineApplication;
import dev.switchboard.gateway.socket.engineio.EngineHandler;
import dev.switchboard.gateway.socket.engineio.EngineSession;

/// Puts Socket.IO on each Engine.IO session.
record SocketIoApplication(SocketIoParts parts, Accounts accounts, Feed feed) implements EngineApplication {
    @Override
    public void ready() {
        if (!accounts.complete() || !feed.live()) {
            throw Problem.of(ProblemCode.UNAVAILABLE, "The gateway is starting").advise("Connect again in a moment.");
        }
    }

    @Override
    public EngineHandler open(EngineSession session) {
        return new SocketIoSession(session, parts);
    }
}
