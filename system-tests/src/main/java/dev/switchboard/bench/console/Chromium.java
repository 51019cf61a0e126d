package dev.switchboard.bench.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One page of the machine's own Chromium, driven over its DevTools protocol: a client more would share the two cores
/// with what is measured.
final class Chromium implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/");
    private static final long PATIENCE_S = 60;

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

    /// @param profile an empty folder
    Chromium(Path profile) throws Exception {
        process = new ProcessBuilder(
                        Optional.ofNullable(System.getenv("CHROMIUM")).orElse("chromium"),
                        "--headless",
                        // root has no sandbox, and CI has no larger /dev/shm
                        "--no-sandbox",
                        "--disable-dev-shm-usage",
                        "--window-size=1440,900",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        socket = client.newWebSocketBuilder()
                .buildAsync(page(address()), new Answers())
                .get(PATIENCE_S, TimeUnit.SECONDS);
        JsonNode _ = ask("Page.enable", Map.of());
        // an agent has it before the eyes
        JsonNode _ = ask("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
    }

    private String address() throws IOException {
        BufferedReader words = process.errorReader(StandardCharsets.UTF_8);
        for (String line = words.readLine(); line != null; line = words.readLine()) {
            Matcher said = LISTENING.matcher(line);
            if (said.find()) {
                Thread _ = Thread.ofVirtual().start(() -> words.lines().forEach(_ -> {}));
                return said.group(1);
            }
        }
        throw new IllegalStateException("Chromium does not start");
    }

    private URI page(String address) throws IOException, InterruptedException {
        String pages = client.send(
                        HttpRequest.newBuilder(URI.create("http://" + address + "/json/list"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return JSON.readTree(pages)
                .valueStream()
                .filter(target -> target.path("type").asString().equals("page"))
                .map(target -> URI.create(target.path("webSocketDebuggerUrl").asString()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Chromium has no page"));
    }

    /// Runs in each page before its own scripts.
    void everywhere(String script) throws Exception {
        JsonNode _ = ask("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /// Returns when the page and its scripts are loaded.
    void go(URI address) throws Exception {
        JsonNode _ = ask("Page.navigate", Map.of("url", address.toString()));
        await("location.href === '" + address + "' && document.readyState === 'complete'");
    }

    /// @param expression its value, or what its promise comes to
    JsonNode evaluate(String expression) throws Exception {
        JsonNode answer =
                ask("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /// @throws IllegalStateException when it is not true within a minute
    void await(String condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (!evaluate(condition).asBoolean(false)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("never true: " + condition);
            }
            Thread.sleep(50);
        }
    }

    private JsonNode ask(String method, Map<String, ?> parameters) throws Exception {
        int id = number.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        WebSocket _ = socket.sendText(
                        JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .get(PATIENCE_S, TimeUnit.SECONDS);
        JsonNode told = answer.get(PATIENCE_S, TimeUnit.SECONDS);
        if (told.has("error")) {
            throw new IllegalStateException(method + ": " + told.path("error"));
        }
        return told.path("result");
    }

    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonNode answer = JSON.readTree(text.toString());
                text.setLength(0);
                CompletableFuture<JsonNode> asked =
                        waiting.remove(answer.path("id").asInt(0));
                if (asked != null) {
                    asked.complete(answer);
                }
            }
            from.request(1);
            return null;
        }
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
        process.destroy();
    }
}
