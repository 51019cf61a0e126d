package dev.switchboard.gateway.socket;

import dev.switchboard.gateway.ratelimit.Bucket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The server's end of one socket. It writes straight to the channel, one flush for all frames of a turn of the
/// loop, and keeps a bounded number of frames for a slow reader. All methods belong to the loop, `close` excepted.
public final class Connection {
    private final Channel channel;
    private final SocketSettings settings;
    private final SocketMeters meters;
    private final Bucket allowance;
    private final CompletableFuture<CloseCode> closing = new CompletableFuture<>();
    private @Nullable ChannelFuture last;
    private int frames;
    private long bytes;
    private boolean flushing;
    private volatile boolean closed;

    Connection(Channel channel, SocketSettings settings, SocketMeters meters) {
        this.channel = channel;
        this.settings = settings;
        this.meters = meters;
        this.allowance = new Bucket(settings.messages(), settings.messagesPer());
    }

    public Executor loop() {
        return channel.eventLoop();
    }

    public void send(byte[] text) {
        write(new TextWebSocketFrame(Unpooled.wrappedBuffer(text)), text.length);
    }

    public void send(Frame frame) {
        send(frame.text());
    }

    /// Whether one more message of the client may be acted on now; one that may not is answered, not closed for.
    public boolean admits() {
        if (allowance.take(System.nanoTime())) {
            return true;
        }
        meters.limited();
        return false;
    }

    void ping() {
        write(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER), 0);
    }

    void pong(ByteBuf content) {
        write(new PongWebSocketFrame(content.retain()), content.readableBytes());
    }

    private void write(WebSocketFrame frame, int size) {
        if (closed) {
            frame.release();
            return;
        }
        if (frames >= settings.outboundFrames()
                || bytes + size > settings.outboundBytes().toBytes()) {
            frame.release();
            meters.overflow();
            close(CloseCode.RESTART);
            return;
        }
        frames++;
        bytes += size;
        meters.frameOut();
        last = channel.write(frame).addListener(_ -> {
            frames--;
            bytes -= size;
        });
        if (!flushing) {
            flushing = true;
            channel.eventLoop().execute(this::flush);
        }
    }

    private void flush() {
        flushing = false;
        channel.flush();
    }

    /// Done when the reader's side of the wire has taken everything that was sent until now.
    public Mono<Void> flushed() {
        ChannelFuture sent = last;
        return sent == null ? Mono.empty() : Mono.create(sink -> sent.addListener(_ -> sink.success()));
    }

    /// May be called from any thread; the first code counts.
    public void close(CloseCode code) {
        closed = true;
        closing.complete(code);
    }

    boolean isClosed() {
        return closed;
    }

    Mono<CloseCode> closing() {
        return Mono.fromFuture(closing, true);
    }

    /// Says why and waits for the client to close: a connection that is cut with frames unread is reset, and the
    /// reason is lost with it.
    Mono<Void> bye(CloseCode code) {
        channel.eventLoop().execute(() -> channel.writeAndFlush(new CloseWebSocketFrame(code.code(), code.reason())));
        return Mono.create(sink -> channel.closeFuture().addListener(_ -> sink.success()));
    }

    /// The reader does not take even the close frame.
    void cut() {
        channel.close();
    }
}
