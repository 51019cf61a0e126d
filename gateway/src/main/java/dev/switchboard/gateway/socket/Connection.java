package dev.switchboard.gateway.socket;

import dev.switchboard.gateway.ratelimit.Bucket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The server's end of one socket. It writes straight to the channel, one flush for all frames of a turn of the
/// loop, and keeps a bounded number of frames for a slow reader. All methods belong to the loop, `close` excepted.
public final class Connection {
    private final ChannelHandlerContext context;
    private final LoopSockets sockets;
    private final SocketSettings settings;
    private final SocketMeters meters;
    private final Outbound outbound;
    private @Nullable Bucket allowance;
    private boolean unflushed;
    private boolean ending;
    private volatile boolean closed;

    /// @param context where whole WebSocket frames are written
    /// @param wire where bytes are written that are framed already
    Connection(
            ChannelHandlerContext context,
            ChannelHandlerContext wire,
            LoopSockets sockets,
            SocketSettings settings,
            SocketMeters meters) {
        this.context = context;
        this.sockets = sockets;
        this.settings = settings;
        this.meters = meters;
        this.outbound = new Outbound(wire, sockets.bundles(), settings);
    }

    public Executor loop() {
        return context.channel().eventLoop();
    }

    public void send(byte[] text) {
        send(Frame.text(text));
    }

    public void send(Frame frame) {
        if (closed) {
            return;
        }
        if (outbound.add(frame)) {
            meters.frameOut();
            flushSoon();
        } else {
            meters.overflow();
            close(CloseCode.RESTART);
        }
    }

    /// Whether one more message of the client may be acted on now; one that may not is answered, not closed for.
    public boolean admits() {
        Bucket bucket = allowance;
        if (bucket == null) {
            bucket = new Bucket(settings.messages(), settings.messagesPer());
            allowance = bucket;
        }
        if (bucket.take(System.nanoTime())) {
            return true;
        }
        meters.limited();
        return false;
    }

    void ping() {
        control(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER));
    }

    void pong(ByteBuf content) {
        control(new PongWebSocketFrame(content.retain()));
    }

    /// One that does not read is owed no heartbeat.
    private void control(WebSocketFrame frame) {
        if (closed || !context.channel().isWritable()) {
            frame.release();
            return;
        }
        context.write(frame, context.channel().voidPromise());
        flushSoon();
    }

    private void flushSoon() {
        if (!unflushed) {
            unflushed = true;
            sockets.flushSoon(this);
        }
    }

    void flush() {
        unflushed = false;
        outbound.drain();
        context.flush();
    }

    /// The reader has taken enough that more can follow.
    void writable() {
        if (!ending) {
            flushSoon();
        }
    }

    /// Done when the reader's side of the wire has taken everything that was sent until now.
    public Mono<Void> flushed() {
        if (outbound.isEmpty()) {
            return Mono.empty();
        }
        ChannelPromise mark = outbound.mark();
        flushSoon();
        return Mono.create(sink -> mark.addListener(_ -> sink.success()));
    }

    /// May be called from any thread; the first code counts. What was sent before goes out first, unless the reader has
    /// not taken what came before that.
    public void close(CloseCode code) {
        closed = true;
        Channel channel = context.channel();
        channel.eventLoop().execute(() -> end(code));
    }

    private void end(CloseCode code) {
        if (ending) {
            return;
        }
        meters.closed(code.code());
        // nobody is waited for who does not answer any more: until then it would count as online
        Duration patience = code == CloseCode.GONE ? Duration.ZERO : settings.closeTimeout();
        end(new CloseWebSocketFrame(code.code(), code.reason()), patience);
    }

    /// The client closes: it is answered with its own words.
    void bye(CloseWebSocketFrame frame) {
        if (ending) {
            context.close();
            return;
        }
        int status = frame.statusCode();
        end(
                status == -1 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(status, frame.reasonText()),
                settings.closeTimeout());
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> context.close());
    }

    private void end(CloseWebSocketFrame last, Duration patience) {
        closed = true;
        ending = true;
        outbound.drain();
        outbound.clear();
        Channel channel = context.channel();
        context.writeAndFlush(last, channel.voidPromise());
        // a connection that is cut with frames unread is reset, and the reason is lost with it
        channel.eventLoop().schedule(() -> channel.close(), patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean isClosed() {
        return closed;
    }

    /// The channel is gone.
    void gone() {
        closed = true;
        ending = true;
        outbound.clear();
    }
}
