package dev.switchboard.gateway.socket.engineio;

import dev.switchboard.gateway.socket.CloseCode;
import dev.switchboard.gateway.socket.Frame;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// One client's session, whatever carries it at the moment: heartbeats, and what rides on them. On its loop, `loop`
/// and `opening` excepted.
public final class EngineSession {
    private static final Logger LOG = LoggerFactory.getLogger(EngineSession.class);
    private static final Frame PING = EnginePacket.Type.PING.frame();

    private final Executor loop;
    private final Opening opening;
    private final EngineSettings settings;
    private final Consumer<CloseCode> ended;
    private final EngineHandler handler;
    private Transport transport;
    private long beat = System.nanoTime();
    private boolean pinged;
    private boolean closed;

    /// @param ended comes once, when the session is over
    EngineSession(
            Executor loop,
            Opening opening,
            Transport transport,
            EngineSettings settings,
            EngineApplication application,
            Consumer<CloseCode> ended) {
        this.loop = loop;
        this.opening = opening;
        this.transport = transport;
        this.settings = settings;
        this.ended = ended;
        this.handler = application.open(this);
    }

    public Executor loop() {
        return loop;
    }

    public Opening opening() {
        return opening;
    }

    public boolean isClosed() {
        return closed;
    }

    /// @param message a text message with its digit `4` before it
    public void send(Frame message) {
        transport.send(message);
    }

    /// Done when the client has taken what was sent until now.
    public Mono<Void> flushed() {
        return transport.flushed();
    }

    /// The session is carried by another transport from now on.
    void moveTo(SocketTransport next) {
        if (transport instanceof PollingTransport polling) {
            transport = next;
            polling.handOver(next);
        }
    }

    /// @return false when the session takes no more
    boolean receive(EnginePacket packet) {
        if (closed) {
            return false;
        }
        try {
            switch (packet) {
                case EnginePacket.Binary binary -> handler.binary(binary.data());
                case EnginePacket.Text text -> receive(text);
            }
        } catch (RuntimeException e) {
            LOG.error("a session's packet failed", e);
            close(CloseCode.FAILED);
        }
        return !closed;
    }

    private void receive(EnginePacket.Text text) {
        switch (text.type()) {
            case MESSAGE -> handler.text(text.data());
            case PONG -> {
                pinged = false;
                beat = System.nanoTime();
            }
            case CLOSE -> leave();
            case NOOP -> {}
            // the server alone opens and pings, and an upgrade is told on its own socket
            case OPEN, PING, UPGRADE -> close(CloseCode.PROTOCOL_ERROR);
        }
    }

    private void leave() {
        if (transport instanceof PollingTransport polling) {
            polling.end(EnginePacket.Type.NOOP);
        }
        close(CloseCode.NORMAL);
    }

    /// About once a second.
    void tick(long nanos) {
        if (closed) {
            return;
        }
        if (pinged && nanos - beat > settings.pingTimeout().toNanos()) {
            close(CloseCode.GONE);
            return;
        }
        if (!pinged && nanos - beat >= settings.pingInterval().toNanos()) {
            pinged = true;
            beat = nanos;
            transport.send(PING);
        }
        handler.tick(nanos);
    }

    /// Cuts the transport; a client that is still there comes again and recovers.
    public void close(CloseCode code) {
        transport.close(code);
        lost(code);
    }

    /// The transport is gone already.
    void lost(CloseCode code) {
        if (!closed) {
            closed = true;
            handler.closed();
            ended.accept(code);
        }
    }

    /// @return null once the session has moved to a socket
    @Nullable
    PollingTransport polling() {
        return transport instanceof PollingTransport polling ? polling : null;
    }
}
