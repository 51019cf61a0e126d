package dev.switchboard.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Client sockets that cost little: one event loop for all, frames as strings, no JSON tree.
final class Sockets implements AutoCloseable {
    private static final int MAX_FRAME = 1 << 20;

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    /// Returns when the server has said `connection_established`. The listener runs on the event loop.
    Socket open(URI uri, Consumer<String> listener) throws Exception {
        CompletableFuture<Void> established = new CompletableFuture<>();
        Consumer<String> first = frame -> {
            if (frame.contains("\"connection_established\"")) {
                established.complete(null);
            } else {
                listener.accept(frame);
            }
        };
        Channel channel = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(new Pipeline(uri, first))
                .connect(uri.getHost(), uri.getPort())
                .sync()
                .channel();
        channel.closeFuture()
                .addListener(_ -> established.completeExceptionally(new IllegalStateException("closed by the server")));
        try {
            established.get(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no connection_established from " + uri, e);
        }
        return new Socket(channel);
    }

    record Socket(Channel channel) {
        void send(String text) {
            channel.writeAndFlush(new TextWebSocketFrame(text), channel.voidPromise());
        }

        boolean isOpen() {
            return channel.isActive();
        }
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static final class Pipeline extends ChannelInitializer<SocketChannel> {
        private final URI uri;
        private final Consumer<String> listener;

        Pipeline(URI uri, Consumer<String> listener) {
            this.uri = uri;
            this.listener = listener;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            channel.pipeline()
                    .addLast(new HttpClientCodec())
                    .addLast(new HttpObjectAggregator(8192))
                    .addLast(new WebSocketClientProtocolHandler(WebSocketClientHandshakerFactory.newHandshaker(
                            uri, WebSocketVersion.V13, null, false, new DefaultHttpHeaders(), MAX_FRAME)))
                    .addLast(new Listening(listener));
        }
    }

    private static final class Listening extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private final Consumer<String> listener;

        Listening(Consumer<String> listener) {
            this.listener = listener;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            listener.accept(frame.content().toString(StandardCharsets.ISO_8859_1));
        }
    }
}
