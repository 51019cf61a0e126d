package dev.switchboard.gateway.socket.plain;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.socket.CloseCode;
import dev.switchboard.gateway.socket.Connection;
import dev.switchboard.gateway.socket.SocketSession;
import java.time.Clock;
import reactor.core.publisher.Mono;

/// A socket whose credential is no good: browsers cannot read a refused handshake, so it is told why and closed.
final class RefusedSession implements SocketSession {
    private final Connection connection;
    private final Problem problem;
    private final Clock clock;

    RefusedSession(Connection connection, Problem problem, Clock clock) {
        this.connection = connection;
        this.problem = problem;
        this.clock = clock;
    }

    @Override
    public Mono<Void> start() {
        return Mono.fromRunnable(() -> {
            connection.send(PlainFrames.error(null, problem, clock.instant()));
            connection.close(CloseCode.UNAUTHENTICATED);
        });
    }

    @Override
    public void receive(String text) {}

    @Override
    public void tick(long nanos) {}

    @Override
    public boolean admitted() {
        return true;
    }

    @Override
    public void closed() {}
}
