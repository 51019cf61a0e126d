package dev.switchboard.gateway.socket.engineio;

import dev.switchboard.gateway.socket.CloseCode;
import dev.switchboard.gateway.socket.Frame;
import dev.switchboard.gateway.socket.SocketSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/// Packets wait, as many as for a slow socket, until the client's GET takes all of them at once. That it has taken
/// them is known when it comes for the next.
final class PollingTransport implements Transport {
    private final Executor loop;
    private final SocketSettings settings;
    private final Runnable overflow;
    private final Deque<Frame> waiting = new ArrayDeque<>(4);
    private final List<MonoSink<Void>> flushes = new ArrayList<>(1);
    private @Nullable MonoSink<byte[]> poll;
    private long bytes;
    private boolean answering;
    private boolean unproven;
    private boolean closed;

    /// @param overflow the client does not come for its packets
    PollingTransport(Executor loop, SocketSettings settings, Runnable overflow) {
        this.loop = loop;
        this.settings = settings;
        this.overflow = overflow;
    }

    boolean polled() {
        return poll != null;
    }

    boolean drained() {
        return waiting.isEmpty();
    }

    /// The client's GET; answered when there is something to say.
    void poll(MonoSink<byte[]> get) {
        poll = get;
        unproven = false;
        if (waiting.isEmpty()) {
            prove();
        }
        answer();
    }

    @Override
    public void send(Frame packet) {
        if (closed) {
            return;
        }
        if (waiting.size() >= settings.outboundFrames()
                || bytes + packet.size() > settings.outboundBytes().toBytes()) {
            overflow.run();
            return;
        }
        add(packet);
        if (!answering) {
            answering = true;
            loop.execute(this::answer);
        }
    }

    private void add(Frame packet) {
        waiting.addLast(packet);
        bytes += packet.size();
    }

    private void answer() {
        answering = false;
        MonoSink<byte[]> get = poll;
        if (get == null || waiting.isEmpty()) {
            return;
        }
        poll = null;
        unproven = true;
        byte[] body = Payload.encode(waiting);
        waiting.clear();
        bytes = 0;
        get.success(body);
    }

    @Override
    public Mono<Void> flushed() {
        return Mono.create(sink -> {
            if (waiting.isEmpty() && !unproven) {
                sink.success();
            } else {
                flushes.add(sink);
            }
        });
    }

    private void prove() {
        List<MonoSink<Void>> proven = List.copyOf(flushes);
        flushes.clear();
        proven.forEach(MonoSink::success);
    }

    @Override
    public void close(CloseCode code) {
        end(EnginePacket.Type.CLOSE);
    }

    /// @param last what a waiting GET, or the next, is answered with, after everything else
    void end(EnginePacket.Type last) {
        if (!closed) {
            closed = true;
            add(last.frame());
            answer();
        }
    }

    /// Lets a waiting GET go, so that the client may change its transport.
    void release() {
        if (poll != null && waiting.isEmpty()) {
            send(EnginePacket.Type.NOOP.frame());
        }
    }

    /// The session goes on elsewhere.
    void handOver(Transport next) {
        List<Frame> left = List.copyOf(waiting);
        waiting.clear();
        end(EnginePacket.Type.NOOP);
        left.forEach(next::send);
        prove();
    }
}
