package dev.switchboard.gateway;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/// Closes in two steps when a request is answered before it has come whole, as one that is too large is: what still
/// comes is thrown away for a while. Closed at once, the connection would be reset by the bytes that nobody reads, and
/// the client might lose the answer (RFC 9112, section 9.6).
final class LingeringClose extends ChannelDuplexHandler {
    private static final int SECONDS = 2;

    private boolean reading;
    private boolean answered;
    private boolean lingering;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest) {
            reading = true;
            answered = false;
        }
        boolean last = message instanceof LastHttpContent;
        if (last) {
            reading = false;
        }
        if (!lingering) {
            super.channelRead(context, message);
            return;
        }
        ReferenceCountUtil.release(message);
        if (last) {
            context.close();
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        boolean upgraded = message instanceof HttpResponse response
                && HttpResponseStatus.SWITCHING_PROTOCOLS.equals(response.status());
        answered |= message instanceof LastHttpContent;
        super.write(context, message, promise);
        if (upgraded) {
            context.pipeline().remove(this);
        }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) throws Exception {
        if (lingering || !reading || !answered || !(context.channel() instanceof DuplexChannel channel)) {
            super.close(context, promise);
            return;
        }
        lingering = true;
        channel.shutdownOutput();
        channel.config().setAutoRead(true);
        context.executor().schedule(() -> context.close(promise), SECONDS, TimeUnit.SECONDS);
    }
}
