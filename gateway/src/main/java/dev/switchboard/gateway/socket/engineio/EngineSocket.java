package dev.switchboard.gateway.socket.engineio;

import dev.switchboard.common.id.Ids;
import dev.switchboard.gateway.socket.CloseCode;
import dev.switchboard.gateway.socket.Connection;
import dev.switchboard.gateway.socket.SocketSession;
import reactor.core.publisher.Mono;

/// A session that began on a WebSocket.
final class EngineSocket implements SocketSession {
    private final Connection connection;
    private final EngineSession session;
    private final EngineSettings settings;

    EngineSocket(Connection connection, EngineSession session, EngineSettings settings) {
        this.connection = connection;
        this.session = session;
        this.settings = settings;
    }

    @Override
    public Mono<Void> start() {
        return Mono.fromRunnable(() -> connection.send(Greeting.of(Ids.secret(), false, settings)));
    }

    @Override
    public void receive(String text) {
        EnginePacket packet = EnginePacket.text(text);
        if (packet == null) {
            session.close(CloseCode.PROTOCOL_ERROR);
        } else {
            session.receive(packet);
        }
    }

    @Override
    public void receive(byte[] bytes) {
        session.receive(new EnginePacket.Binary(bytes));
    }

    @Override
    public void tick(long nanos) {
        session.tick(nanos);
    }

    /// The protocol above says first why a connection ends.
    @Override
    public boolean admitted() {
        return true;
    }

    @Override
    public void closed() {
        session.lost(CloseCode.GONE);
    }
}
