package dev.switchboard.gateway.socket;

import dev.switchboard.gateway.ratelimit.Bucket;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One socket at the end of its channel: frames in, heartbeats, and the end. It stands there before the upgrade, so
/// that
/// no frame passes it by.
final class OpenSocket extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(OpenSocket.class);
    /// Tenths of the time from ping to ping: one, and 20 s by default for the answer, as Socket.IO gives it. Who has
    /// vanished is gone for everybody before a second ping would have been answered.
    private static final int SILENT = 18;

    private final SocketMeters meters;
    private final Fragments fragments;
    private final Framing framing;
    private final SocketSettings settings;
    private final long pingEvery;
    private @Nullable Opened opened;
    private @Nullable Deque<WebSocketFrame> early;
    private @Nullable Bucket pings;
    private boolean reading;
    private long judged = -1;
    private long heard;
    private long pinged;

    OpenSocket(Framing framing, Fragments fragments, SocketSettings settings, SocketMeters meters) {
        this.meters = meters;
        this.framing = framing;
        this.fragments = fragments;
        this.settings = settings;
        this.pingEvery = settings.pingEvery().toNanos();
        this.heard = System.nanoTime();
        this.pinged = heard;
    }

    private record Opened(Connection connection, SocketSession session) {}

    /// The client is heard when the session has started.
    void open(ChannelHandlerContext context, Connection connection, SocketSession session) {
        opened = new Opened(connection, session);
        // it is not cancelled when the client goes meanwhile: an answer that is under way is let come
        session.start()
                .toFuture()
                .whenCompleteAsync(
                        (_, error) -> {
                            if (error == null) {
                                read(context);
                            } else {
                                failed(error);
                            }
                        },
                        connection.loop());
    }

    /// What came meanwhile is read, and what comes.
    private void read(ChannelHandlerContext context) {
        reading = true;
        Deque<WebSocketFrame> waited = early;
        early = null;
        if (waited != null) {
            waited.forEach(this::take);
        }
        context.channel().config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof WebSocketFrame frame)) {
            context.fireChannelRead(message);
        } else if (reading) {
            take(frame);
        } else {
            if (early == null) {
                early = new ArrayDeque<>();
            }
            early.addLast(frame);
        }
    }

    private void take(WebSocketFrame frame) {
        try {
            if (opened != null) {
                frame(frame, opened.connection(), opened.session());
            }
        } finally {
            frame.release();
        }
    }

    private void frame(WebSocketFrame frame, Connection connection, SocketSession session) {
        if (frame instanceof CloseWebSocketFrame close) {
            connection.bye(close);
            return;
        }
        if (connection.isClosed()) {
            return;
        }
        heard = System.nanoTime();
        try {
            if (frame.rsv() != 0) {
                throw new Fragments.Refused(CloseCode.PROTOCOL_ERROR);
            }
            if (frame instanceof PingWebSocketFrame) {
                pong(connection, frame);
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

    /// A client that pings without end is not answered without end.
    private void pong(Connection connection, WebSocketFrame ping) {
        Bucket bucket = pings;
        if (bucket == null) {
            bucket = new Bucket(settings.messages(), settings.messagesPer());
            pings = bucket;
        }
        if (bucket.take(heard)) {
            connection.pong(ping.content());
        } else {
            meters.limited();
        }
    }

    /// About once a second.
    ///
    /// @param changes of the accounts until now: while there are none, a credential that was good is good
    void tick(long nanos, long changes) {
        if (opened == null || opened.connection().isClosed()) {
            return;
        }
        Connection connection = opened.connection();
        SocketSession session = opened.session();
        boolean admitted = judged == changes || session.admitted();
        judged = changes;
        if (!admitted) {
            connection.close(session.forbidding());
        } else if (framing.pings() && nanos - heard > SILENT * pingEvery / 10) {
            connection.close(CloseCode.GONE);
        } else if (fragments.areLate(nanos)) {
            connection.close(CloseCode.SLOW);
        } else {
            if (framing.pings() && nanos - pinged >= pingEvery) {
                pinged = nanos;
                connection.ping();
            }
            session.tick(nanos);
        }
    }

    void close(CloseCode code) {
        if (opened != null) {
            opened.connection().close(code);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (opened == null) {
            context.fireChannelWritabilityChanged();
        } else if (context.channel().isWritable()) {
            opened.connection().writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Deque<WebSocketFrame> unread = early;
        early = null;
        if (unread != null) {
            unread.forEach(WebSocketFrame::release);
        }
        fragments.abandon();
        if (opened == null) {
            context.fireChannelInactive();
        } else {
            opened.connection().gone();
            opened.session().closed();
        }
    }

    /// A broken wire or a broken frame has ended the connection already; anything else is a fault of ours.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
        if (opened == null) {
            context.fireExceptionCaught(error);
        } else {
            failed(error);
        }
    }

    private void failed(Throwable error) {
        if (error instanceof IOException || error instanceof CodecException) {
            LOG.debug("a socket broke", error);
        } else {
            LOG.error("a socket failed", error);
            close(CloseCode.FAILED);
        }
    }
}
