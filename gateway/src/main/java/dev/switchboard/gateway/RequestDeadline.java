package dev.switchboard.gateway;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Ends a connection whose next request is not whole in time. Idle timeouts start anew with every byte, so a client
/// that dribbles would stay for ever; Reactor Netty's own request timeouts go on after an upgrade.
final class RequestDeadline extends ChannelDuplexHandler {
    private final Duration first;
    private final Duration body;
    private final Duration next;
    private boolean reading;
    private boolean answering;
    private @Nullable Future<?> deadline;

    /// @param first from the opening of the connection to its first request
    /// @param body from a request's head to its end
    /// @param next from an answer to the next request's head
    RequestDeadline(Duration first, Duration body, Duration next) {
        this.first = first;
        this.body = body;
        this.next = next;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        arm(context, first);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        disarm();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        disarm();
        super.channelInactive(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest) {
            reading = true;
            answering = true;
            arm(context, body);
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
            answering = false;
            rest(context);
        }
    }

    private static boolean isInterim(@Nullable HttpResponseStatus status) {
        return status != null && status.codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    /// While the answer is made, nothing is expected of the client.
    private void rest(ChannelHandlerContext context) {
        if (!reading && !answering) {
            arm(context, next);
        } else if (!reading) {
            disarm();
        }
    }

    private void arm(ChannelHandlerContext context, Duration within) {
        disarm();
        deadline = context.executor().schedule(() -> context.close(), within.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void disarm() {
        Future<?> armed = deadline;
        deadline = null;
        if (armed != null) {
            armed.cancel(false);
        }
    }
}
