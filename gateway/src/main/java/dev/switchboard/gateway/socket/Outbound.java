package dev.switchboard.gateway.socket;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What waits for one reader. The channel takes frames until it is full; what comes then waits here as shared frames,
/// which cost next to nothing, up to a bound. One loop only.
final class Outbound {
    private final ChannelHandlerContext wire;
    private final SocketSettings settings;
    private @Nullable Deque<Object> waiting;
    private int frames;
    private long bytes;

    /// @param wire what is written there goes out as it is
    Outbound(ChannelHandlerContext wire, SocketSettings settings) {
        this.wire = wire;
        this.settings = settings;
    }

    /// @return false when too much waits; the frame is not taken
    boolean add(Frame frame) {
        Channel channel = wire.channel();
        if (frames == 0 && channel.isWritable()) {
            wire.write(frame.buffer(), channel.voidPromise());
            return true;
        }
        if (frames >= settings.outboundFrames()
                || bytes + frame.size() > settings.outboundBytes().toBytes()) {
            return false;
        }
        wait(frame);
        frames++;
        bytes += frame.size();
        return true;
    }

    private void wait(Object next) {
        Deque<Object> queue = waiting;
        if (queue == null) {
            queue = new ArrayDeque<>();
            waiting = queue;
        }
        queue.addLast(next);
    }

    /// @return a promise that is kept when everything before it is on the wire
    ChannelPromise mark() {
        ChannelPromise mark = wire.newPromise();
        if (waiting == null) {
            wire.write(Unpooled.EMPTY_BUFFER, mark);
        } else {
            wait(mark);
        }
        return mark;
    }

    boolean isEmpty() {
        ChannelOutboundBuffer taken = wire.channel().unsafe().outboundBuffer();
        return waiting == null && (taken == null || taken.totalPendingWriteBytes() == 0);
    }

    /// The channel has room again.
    void drain() {
        Deque<Object> queue = waiting;
        while (queue != null && wire.channel().isWritable()) {
            switch (queue.pollFirst()) {
                case Frame frame -> {
                    frames--;
                    bytes -= frame.size();
                    wire.write(frame.buffer(), wire.channel().voidPromise());
                }
                case ChannelPromise mark -> wire.write(Unpooled.EMPTY_BUFFER, mark);
                case null, default -> {
                    waiting = null;
                    queue = null;
                }
            }
        }
    }

    /// Lets go of what waits here.
    void clear() {
        Deque<Object> queue = waiting;
        waiting = null;
        frames = 0;
        bytes = 0;
        if (queue != null) {
            for (Object left : queue) {
                if (left instanceof ChannelPromise mark) {
                    mark.tryFailure(new ClosedChannelException());
                }
            }
        }
    }
}
