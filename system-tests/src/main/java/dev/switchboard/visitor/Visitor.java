package dev.switchboard.visitor;

import dev.switchboard.suite.Installation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// One socket of a customer's widget. Frames are taken in the order in which they came.
public final class Visitor implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Frame CLOSED = JSON.readValue("{\"type\":\"(closed)\"}", Frame.class);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final BlockingQueue<Frame> incoming = new LinkedBlockingQueue<>();
    private final List<Frame> taken = new ArrayList<>();
    private final Semaphore pongs = new Semaphore(0);
    private final WebSocket socket;

    private Visitor(URI uri) {
        try {
            socket = CLIENT.newWebSocketBuilder()
                    .connectTimeout(Duration.ofSeconds(5))
                    .buildAsync(uri, new Incoming())
                    .get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new SocketClosed("cannot connect: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketClosed("interrupted");
        }
    }

    /// Returns when the server has said `connection_established`.
    public static Visitor connect(Installation suite, String query) {
        Visitor visitor = new Visitor(suite.socket(query));
        Frame _ = visitor.await("connection_established");
        return visitor;
    }

    public static Visitor connect(Installation suite, String key, String user, String session) {
        return connect(suite, "token=%s&userId=%s&sessionId=%s".formatted(key, user, session));
    }

    /// Comes back to the session after what it has seen.
    public static Visitor resume(Installation suite, String key, String user, String session, long since) {
        return connect(suite, "token=%s&userId=%s&sessionId=%s&since=%d".formatted(key, user, session, since));
    }

    private record Text(String type, String text, String id) {}

    public void say(String id, String text) {
        send(JSON.writeValueAsString(new Text("text", text, id)));
    }

    private record Audio(String type, byte[] audio, String format, String id) {}

    public void speak(String id, byte[] recording) {
        send(JSON.writeValueAsString(new Audio("audio", recording, "mp3", id)));
    }

    public void askForAPerson() {
        send("{\"type\":\"handover_request\"}");
    }

    private void send(String frame) {
        try {
            WebSocket _ = socket.sendText(frame, true).join();
        } catch (CompletionException e) {
            throw new SocketClosed("cannot send: " + e);
        }
    }

    public Frame await(String type) {
        return await(type, frame -> frame.is(type));
    }

    public Frame awaitMessageFrom(String sender) {
        return await("message from " + sender, frame -> frame.isMessageFrom(sender));
    }

    /// Takes frames until one fits.
    public Frame await(String what, Predicate<Frame> fits) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Frame frame = next(Duration.ofNanos(deadline - System.nanoTime()));
            if (frame == null) {
                throw new AssertionError("no " + what + " came, but " + taken);
            }
            if (fits.test(frame)) {
                return frame;
            }
        }
    }

    /// Everything that comes within a time.
    public List<Frame> listen(Duration time) {
        List<Frame> heard = new ArrayList<>();
        long deadline = System.nanoTime() + time.toNanos();
        for (Frame frame = next(time); frame != null; frame = next(Duration.ofNanos(deadline - System.nanoTime()))) {
            heard.add(frame);
        }
        return heard;
    }

    /// The next frame, or null when none comes in time.
    ///
    /// @throws SocketClosed when no more can come
    public @Nullable Frame next(Duration time) {
        try {
            Frame frame = incoming.poll(time.toNanos(), TimeUnit.NANOSECONDS);
            if (frame == CLOSED) {
                incoming.add(CLOSED);
                throw new SocketClosed("closed after " + taken.size() + " frames");
            }
            if (frame != null) {
                taken.add(frame);
            }
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketClosed("interrupted");
        }
    }

    /// Whether the other side is still there, which it shows by answering a ping in time.
    public boolean answers(Duration time) {
        int _ = pongs.drainPermits();
        try {
            WebSocket _ = socket.sendPing(ByteBuffer.allocate(0)).get(time.toNanos(), TimeUnit.NANOSECONDS);
            return pongs.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Incoming implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                incoming.add(JSON.readValue(partial.toString(), Frame.class));
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            pongs.release();
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            incoming.add(CLOSED);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            incoming.add(CLOSED);
        }
    }
}
