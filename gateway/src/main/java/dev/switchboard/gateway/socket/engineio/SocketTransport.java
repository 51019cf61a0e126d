package dev.switchboard.gateway.socket.engineio;

import dev.switchboard.gateway.socket.CloseCode;
import dev.switchboard.gateway.socket.Connection;
import dev.switchboard.gateway.socket.Frame;
import java.util.concurrent.Executor;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Packets as WebSocket frames. A session that began by polling may live on another loop than its socket.
final class SocketTransport implements Transport {
    private final Connection connection;
    private final Executor loop;

    /// @param loop the session's
    SocketTransport(Connection connection, Executor loop) {
        this.connection = connection;
        this.loop = loop;
    }

    @Override
    public void send(Frame packet) {
        if (connection.loop() == loop) {
            connection.send(packet);
        } else {
            connection.loop().execute(() -> connection.send(packet));
        }
    }

    @Override
    public Mono<Void> flushed() {
        return connection.loop() == loop
                ? connection.flushed()
                : Mono.defer(connection::flushed).subscribeOn(Schedulers.fromExecutor(connection.loop()));
    }

    @Override
    public void close(CloseCode code) {
        if (connection.loop() == loop) {
            connection.close(code);
        } else {
            // behind what was sent
            connection.loop().execute(() -> connection.close(code));
        }
    }
}
