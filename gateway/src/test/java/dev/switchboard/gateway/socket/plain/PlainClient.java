package dev.switchboard.gateway.socket.plain;

import dev.switchboard.common.contract.WireJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// A widget of the tests: the JDK's WebSocket client.
final class PlainClient implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long PATIENCE = 15;

    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private volatile boolean reading = true;
    private final WebSocket socket;

    private PlainClient(int port, String query, String... headers) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(URI.create("ws://localhost:" + port + "/ws?" + query), new Listener())
                .join();
    }

    /// @throws java.util.concurrent.CompletionException with a WebSocketHandshakeException when it is refused
    static PlainClient connect(int port, String query, String... headers) {
        return new PlainClient(port, query, headers);
    }

    /// The HTTP status with which the handshake is refused; 101 when it is not.
    static int handshake(int port, String query, String... headers) {
        try (PlainClient _ = new PlainClient(port, query, headers)) {
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    PlainClient send(String json) {
        socket.sendText(json, true).join();
        return this;
    }

    PlainClient say(String id, String text) {
        return send("{\"type\":\"text\",\"id\":\"" + id + "\",\"text\":\"" + text + "\"}");
    }

    WebSocket socket() {
        return socket;
    }

    JsonNode next() {
        try {
            JsonNode frame = null;
            for (int i = 0; i < PATIENCE * 10 && frame == null; i++) {
                frame = frames.poll(100, TimeUnit.MILLISECONDS);
                if (frame == null && closed.isDone()) {
                    throw new AssertionError("no frame came: closed with " + closed.join());
                }
            }
            if (frame == null) {
                throw new AssertionError("no frame came within " + PATIENCE + " s");
            }
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The next frame, which has this type.
    JsonNode next(String type) {
        JsonNode frame = next();
        if (!frame.path("type").asString().equals(type)) {
            throw new AssertionError("expected " + type + " but got " + frame);
        }
        return frame;
    }

    List<Long> seqs(int count) {
        List<Long> seqs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            seqs.add(next().path("seq").asLong());
        }
        return seqs;
    }

    boolean hearsNothingFor(Duration time) {
        try {
            return frames.poll(time.toMillis(), TimeUnit.MILLISECONDS) == null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int closeCode() {
        return closed.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
    }

    boolean isClosed() {
        return closed.isDone();
    }

    /// From now on the client takes nothing from the wire.
    void stopReading() {
        reading = false;
    }

    void readAgain() {
        reading = true;
        socket.request(1);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void onOpen(WebSocket opened) {
            opened.request(1);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                frames.add(WireJson.MAPPER.readTree(text.toString()));
                text.setLength(0);
            }
            if (reading) {
                from.request(1);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
            if (reading) {
                from.request(1);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.completeExceptionally(error);
        }
    }
}
