package dev.switchboard.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.switchboard.suite.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The language model is silent, broken, slow, unreadable and busy in turn: customers are acknowledged as before, and
/// every question gets one answer or a person.
final class ModelTrouble implements Fault {
    private static final List<String> WAYS = List.of("silent", "500", "slow", "malformed", "429");
    /// `switchboard.model.patience` and what comes after it.
    private static final Duration TURN = Duration.ofSeconds(14);

    private @Nullable HttpServer model;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile String way = "500";

    @Override
    public String code() {
        return "F20";
    }

    @Override
    public String what() {
        return "the model is silent, answers 500, one token a second, nonsense, 429";
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "OPENAI_BASE_URL",
                "http://127.0.0.1:" + port() + "/v1",
                "OPENAI_API_KEY",
                "not-a-key",
                "EGRESS_ALLOW",
                "127.0.0.1:" + port());
    }

    /// The model stands from the first look at its address until the run ends.
    private synchronized int port() {
        HttpServer standing = model;
        if (standing == null) {
            try {
                standing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            standing.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            standing.createContext("/", this::answer);
            standing.start();
            model = standing;
        }
        return standing.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            switch (way) {
                case "silent" -> Patience.rest(Duration.ofSeconds(60));
                case "slow" -> drip(exchange);
                case "malformed" ->
                    say(
                            exchange,
                            200,
                            "{\"choices\":[{\"message\":{\"tool_calls\":[{\"function\":{\"arguments\":\"{\\\"a\"");
                default ->
                    say(
                            exchange,
                            Integer.parseInt(way),
                            "{\"error\":{\"message\":\"not now\",\"type\":\"server_error\"}}");
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
        for (int i = 0; i < 60; i++) {
            exchange.getResponseBody()
                    .write(
                            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"}}]}\n\n"
                                    .getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            Patience.rest(Duration.ofSeconds(1));
        }
    }

    @Override
    public void play(Scene scene) {
        Crowd crowd = scene.crowd();
        Map<String, Integer> asked = new HashMap<>();
        for (String next : WAYS) {
            int before = calls.get();
            way = next;
            Outage outage = scene.strike(next, () -> {}, TURN, () -> {});
            asked.put(next, calls.get() - before);
            scene.note("%s: %s", next, Times.within(crowd.said(), outage));
        }
        Times _ = scene.settle();
        Patience.rest(TURN);
        List<Database.Stored> stored = crowd.stored();
        List<String> answered = stored.stream()
                .filter(message -> message.author().equals("bot"))
                .map(Database.Stored::inReplyTo)
                .filter(Objects::nonNull)
                .toList();
        scene.check(
                "questions answered twice",
                answered.size() == new HashSet<>(answered).size(),
                "%d",
                answered.size() - new HashSet<>(answered).size());
        scene.note(
                "%d answers, %d of the AI's conversations are a person's now; calls of the model by trouble: %s",
                answered.size(),
                stored.stream()
                        .filter(message -> message.kind().equals("handover"))
                        .map(Database.Stored::conversation)
                        .distinct()
                        .count(),
                asked);
    }
}
