package dev.switchboard.gateway.socket;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What waits for one reader: until the next flush, when it goes together, or until the channel has room, up to a
/// bound. What waits are shared frames, which cost next to nothing. One loop only.
final class Outbound {
    /// More frames are handed to the channel before the flush.
    private static final int TOGETHER = 32;

    private final ChannelHandlerContext wire;
    private final Bundles bundles;
    private final SocketSettings settings;
    private @Nullable Deque<Object> waiting;
    private int frames;
    private long bytes;

    /// @param wire what is written there goes out as it is
    Outbound(ChannelHandlerContext wire, Bundles bundles, SocketSettings settings) {
        this.wire = wire;
        this.bundles = bundles;
        this.settings = settings;
    }

    /// @return false when too much waits; the frame is not taken
    boolean add(Frame frame) {
        if (frames >= TOGETHER) {
            drain();
        }
        boolean full = frames >= settings.outboundFrames()
                || bytes + frame.size() > settings.outboundBytes().toBytes();
        if (full && (frames > 0 || !wire.channel().isWritable())) {
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
            queue = new ArrayDeque<>(4);
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

    /// Hands to the channel what it has room for.
    void drain() {
        Deque<Object> queue = waiting;
        Channel channel = wire.channel();
        while (queue != null && channel.isWritable()) {
            switch (queue.peekFirst()) {
                case Frame _ -> wire.write(next(queue).buffer(), channel.voidPromise());
                case ChannelPromise mark -> {
                    queue.removeFirst();
                    wire.write(Unpooled.EMPTY_BUFFER, mark);
                }
                case null, default -> {
                    waiting = null;
                    queue = null;
                }
            }
        }
    }

    /// The next frame, with those that follow it at once.
    private Frame next(Deque<Object> queue) {
        List<Frame> run = new ArrayList<>(TOGETHER);
        while (run.size() < TOGETHER && queue.peekFirst() instanceof Frame frame) {
            queue.removeFirst();
            frames--;
            bytes -= frame.size();
            run.add(frame);
        }
        return bundles.of(run);
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
