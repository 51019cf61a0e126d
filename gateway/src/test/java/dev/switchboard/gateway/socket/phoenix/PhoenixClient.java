package dev.switchboard.gateway.socket.phoenix;

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
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// A client of the tests that writes its frames by hand, in the array form.
final class PhoenixClient implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final List<JsonNode> taken = new ArrayList<>();
    private final WebSocket socket;
    private int ref;

    /// @param query without `?`; `vsn` is in it or absent
    PhoenixClient(int port, String query, String... headersAndProtocols) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        List<String> protocols = new ArrayList<>();
        for (String each : headersAndProtocols) {
            int equals = each.indexOf('=');
            if (equals < 0) {
                protocols.add(each);
            } else {
                builder.header(each.substring(0, equals), each.substring(equals + 1));
            }
        }
        if (!protocols.isEmpty()) {
            builder.subprotocols(
                    protocols.getFirst(), protocols.subList(1, protocols.size()).toArray(String[]::new));
        }
        URI uri = URI.create("ws://localhost:" + port + "/socket/websocket?" + query);
        socket = builder.buildAsync(uri, new Listener()).join();
    }

    /// The HTTP status with which the handshake is refused; 101 when it is not.
    static int handshake(int port, String query, String... headers) {
        try (PhoenixClient _ = new PhoenixClient(port, query, headers)) {
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    PhoenixClient send(String frame) {
        socket.sendText(frame, true).join();
        return this;
    }

    PhoenixClient sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        return this;
    }

    /// Refs below this one were used before, as by a page that was open before.
    PhoenixClient countFrom(int first) {
        ref = first;
        return this;
    }

    /// Asks to join and returns the join's ref.
    String join(String topic, String params) {
        String joined = Integer.toString(++ref);
        send("[\"%s\",\"%s\",\"%s\",\"phx_join\",%s]".formatted(joined, joined, topic, params));
        return joined;
    }

    /// Joins and returns the response.
    JsonNode joined(String topic, String params) {
        JsonNode reply = reply(join(topic, params));
        if (!reply.path("status").asString().equals("ok")) {
            throw new AssertionError("not joined: " + reply);
        }
        return reply.path("response");
    }

    /// Pushes under a join and returns the push's ref.
    String push(String join, String topic, String event, String payload) {
        String pushed = Integer.toString(++ref);
        send("[\"%s\",\"%s\",\"%s\",\"%s\",%s]".formatted(join, pushed, topic, event, payload));
        return pushed;
    }

    /// The payload of the reply to a push.
    JsonNode reply(String to) {
        return await(
                        "reply to " + to,
                        frame -> frame.path(3).asString().equals("phx_reply")
                                && frame.path(1).asString().equals(to))
                .path(4);
    }

    /// The payload of the next such event; what comes before is taken.
    JsonNode event(String name) {
        return await(name, frame -> frame.path(3).asString().equals(name)).path(4);
    }

    JsonNode await(String what, Predicate<JsonNode> fits) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode frame = next(Duration.ofNanos(deadline - System.nanoTime()));
            if (frame == null) {
                throw new AssertionError("no " + what + " came, but " + taken + ", closed: " + closed);
            }
            if (fits.test(frame)) {
                return frame;
            }
        }
    }

    /// The names of what comes within a time, replies and presence excepted.
    List<String> events(Duration time) {
        List<String> names = new ArrayList<>();
        long deadline = System.nanoTime() + time.toNanos();
        for (JsonNode frame = next(time); frame != null; frame = next(Duration.ofNanos(deadline - System.nanoTime()))) {
            String name = frame.path(3).asString();
            if (!name.equals("phx_reply") && !name.startsWith("presence")) {
                names.add(name);
            }
        }
        return names;
    }

    JsonNode next(Duration time) {
        try {
            JsonNode frame = frames.poll(time.toNanos(), TimeUnit.NANOSECONDS);
            if (frame != null) {
                taken.add(frame);
            }
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int closeCode() {
        return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    boolean isClosed() {
        return closed.isDone();
    }

    /// Without a word.
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
                frames.add(WireJson.MAPPER.readTree(text.toString()));
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
