package dev.switchboard.gateway.socket;

import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/// One open socket: frames in, heartbeats, and the end.
final class OpenSocket {
    private static final Logger LOG = LoggerFactory.getLogger(OpenSocket.class);

    private final Connection connection;
    private final SocketSession session;
    private final SocketMeters meters;
    private final Fragments fragments;
    private final long pingEvery;
    private final boolean pings;
    private long heard = System.nanoTime();
    private long pinged = heard;

    OpenSocket(
            Connection connection,
            SocketSession session,
            Framing framing,
            SocketSettings settings,
            SocketMeters meters) {
        this.connection = connection;
        this.session = session;
        this.meters = meters;
        this.fragments = new Fragments(settings.fragments(), framing);
        this.pings = framing.pings();
        this.pingEvery = settings.pingEvery().toNanos();
    }

    SocketSession session() {
        return session;
    }

    void frame(WebSocketFrame frame) {
        if (connection.isClosed()) {
            return;
        }
        heard = System.nanoTime();
        try {
            if (frame.rsv() != 0) {
                throw new Fragments.Refused(CloseCode.PROTOCOL_ERROR);
            }
            if (frame instanceof PingWebSocketFrame) {
                connection.pong(frame.content());
            } else if (!(frame instanceof PongWebSocketFrame)) {
                if (frame.isFinalFragment()) {
                    meters.frameIn();
                }
                fragments.add(frame, session);
            }
        } catch (Fragments.Refused refused) {
            connection.close(refused.code());
        } catch (RuntimeException e) {
            LOG.error("a socket's frame failed", e);
            connection.close(CloseCode.FAILED);
        }
    }

    /// From the registry's thread, about once a second.
    void check(long nanos) {
        if (!session.admitted()) {
            connection.close(session.forbidding());
            return;
        }
        connection.loop().execute(() -> tick(nanos));
    }

    private void tick(long nanos) {
        if (pings && nanos - heard > 2 * pingEvery + pingEvery / 4) {
            connection.close(CloseCode.GONE);
            return;
        }
        if (pings && nanos - pinged >= pingEvery) {
            pinged = nanos;
            connection.ping();
        }
        session.tick(nanos);
    }

    /// A broken wire or a broken frame has ended the connection already; anything else is a fault of ours.
    Mono<Void> failed(Throwable error) {
        if (!(error instanceof IOException || error instanceof AbortedException || error instanceof CodecException)) {
            LOG.error("a socket failed", error);
            connection.close(CloseCode.FAILED);
            return Mono.never();
        }
        LOG.debug("a socket broke", error);
        return Mono.empty();
    }

    void close(CloseCode code) {
        connection.close(code);
    }
}
