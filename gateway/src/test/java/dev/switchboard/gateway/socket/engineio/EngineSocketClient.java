package dev.switchboard.gateway.socket.engineio;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Engine.IO packets over the JDK's WebSocket client.
public final class EngineSocketClient implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long PATIENCE = 15;

    private final BlockingQueue<String> packets = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    public EngineSocketClient(int port, String query, String... headers) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        String uri = "ws://localhost:" + port + "/socket.io/?EIO=4&transport=websocket" + query;
        socket = builder.buildAsync(URI.create(uri), new Listener()).join();
    }

    public EngineSocketClient send(String packet) {
        socket.sendText(packet, true).join();
        return this;
    }

    public EngineSocketClient send(byte[] packet) {
        socket.sendBinary(ByteBuffer.wrap(packet), true).join();
        return this;
    }

    /// The next packet; pings are answered and passed over.
    public String next() {
        for (String packet = raw(); ; packet = raw()) {
            if (!packet.equals("2")) {
                return packet;
            }
            send("3");
        }
    }

    public String raw() {
        try {
            for (int i = 0; i < PATIENCE * 10; i++) {
                String packet = packets.poll(100, TimeUnit.MILLISECONDS);
                if (packet != null) {
                    return packet;
                }
                if (closed.isDone()) {
                    throw new AssertionError("no packet came: closed with " + closed.join());
                }
            }
            throw new AssertionError("no packet came within " + PATIENCE + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public boolean isQuietFor(long millis) {
        try {
            String packet = packets.poll(millis, TimeUnit.MILLISECONDS);
            return packet == null || packet.equals("2");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public int closeCode() {
        return closed.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                packets.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
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
