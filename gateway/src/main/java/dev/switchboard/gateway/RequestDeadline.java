package dev.switchboard.gateway;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Ends a connection whose next request is not whole in time. Idle timeouts start anew with every byte, so a client
/// that dribbles would stay for ever; Reactor Netty's own request timeouts go on after an upgrade. It ends a connection
/// too whose client does not take its answers, or asks on and on without waiting for them.
final class RequestDeadline extends ChannelDuplexHandler {
    private final EdgeSettings settings;
    private boolean reading;
    private int unanswered;
    private boolean ended;
    private @Nullable Future<?> deadline;
    private @Nullable Future<?> stalled;

    RequestDeadline(EdgeSettings settings) {
        this.settings = settings;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        arm(context, settings.firstRequest());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        disarm();
        writable();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        disarm();
        writable();
        super.channelInactive(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest) {
            if (++unanswered > settings.pipelined() || !context.channel().isWritable()) {
                ended = true;
                context.close();
            }
            reading = true;
            arm(context, settings.wholeBody());
        }
        if (ended) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof LastHttpContent) {
            reading = false;
            rest(context);
        }
        super.channelRead(context, message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        HttpResponseStatus status = message instanceof HttpResponse response ? response.status() : null;
        super.write(context, message, promise);
        if (HttpResponseStatus.SWITCHING_PROTOCOLS.equals(status)) {
            context.pipeline().remove(this);
        } else if (message instanceof LastHttpContent && !isInterim(status)) {
            unanswered--;
            rest(context);
        }
    }

    private static boolean isInterim(@Nullable HttpResponseStatus status) {
        return status != null && status.codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    /// While the answer is made, nothing is expected of the client.
    private void rest(ChannelHandlerContext context) {
        if (!reading && unanswered == 0) {
            arm(context, settings.nextRequest());
        } else if (!reading) {
            disarm();
        }
    }

    /// Unwritable: more than Netty's watermark waits for the client.
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        writable();
        if (!context.channel().isWritable()) {
            stalled = closing(context, settings.takingAnswer());
        }
        super.channelWritabilityChanged(context);
    }

    private void writable() {
        Future<?> armed = stalled;
        stalled = null;
        if (armed != null) {
            armed.cancel(false);
        }
    }

    private void arm(ChannelHandlerContext context, Duration within) {
        disarm();
        deadline = closing(context, within);
    }

    private static Future<?> closing(ChannelHandlerContext context, Duration within) {
        return context.executor().schedule(() -> context.close(), within.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void disarm() {
        Future<?> armed = deadline;
        deadline = null;
        if (armed != null) {
            armed.cancel(false);
        }
    }
}
