package dev.switchboard.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A language model that speaks as OpenAI's does, in the mood that it is told to be in. It stands from the first look
/// at its port until the program ends.
final class FakeModel {
    enum Mood {
        WELL,
        SILENT,
        BROKEN,
        SLOW,
        MALFORMED,
        BUSY;

        static final List<Mood> TROUBLES = List.of(SILENT, BROKEN, SLOW, MALFORMED, BUSY);

        /// Whether its trouble shows only when somebody's patience ends.
        boolean isSlow() {
            return this == SILENT || this == SLOW;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final AtomicInteger calls = new AtomicInteger();
    private @Nullable HttpServer server;
    private volatile Mood mood = Mood.WELL;

    void be(Mood next) {
        mood = next;
    }

    int calls() {
        return calls.get();
    }

    synchronized int port() {
        HttpServer standing = server;
        if (standing == null) {
            try {
                standing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            standing.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            standing.createContext("/", this::answer);
            standing.start();
            server = standing;
        }
        return standing.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        try (exchange) {
            byte[] _ = exchange.getRequestBody().readAllBytes();
            switch (mood) {
                case WELL -> say(exchange, 200, """
                        {"choices":[{"message":{"content":"You can return an item within 30 days. [1]"}}],\
                        "usage":{"prompt_tokens":100,"completion_tokens":10}}\
                        """);
                case SILENT -> Patience.rest(Duration.ofSeconds(60));
                case BROKEN -> say(exchange, 500, "{\"error\":{\"message\":\"not now\"}}");
                case SLOW -> drip(exchange);
                case MALFORMED ->
                    say(
                            exchange,
                            200,
                            "{\"choices\":[{\"message\":{\"tool_calls\":[{\"function\":{\"arguments\":\"{\\\"a\"");
                case BUSY -> say(exchange, 429, "{\"error\":{\"message\":\"too many requests\"}}");
            }
        }
    }

    private static void say(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void drip(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        byte[] token =
                "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"}}]}\n\n"
                        .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 60; i++) {
            exchange.getResponseBody().write(token);
            exchange.getResponseBody().flush();
            Patience.rest(Duration.ofSeconds(1));
        }
    }
}
