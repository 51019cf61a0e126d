package dev.switchboard.ai.model;

import dev.switchboard.common.contract.WireJson;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/// Speaks like OpenAI's chat completions and Anthropic's messages, as their references write them: the key is checked,
/// a fault is answered as they answer it, and what was asked is kept.
public final class ChatModel implements AutoCloseable {
    static final String KEY = "demo-openai-key";

    /// @param authorization how the caller named itself
    record Asked(String path, String authorization, String body) {}

    enum Fault {
        BUSY,
        BROKEN,
        SILENT,
        UNREADABLE,
        /// The stream ends in mid-answer.
        BROKEN_OFF
    }

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private volatile UnaryOperator<String> writes = _ -> "NO_ANSWER";
    private final DisposableServer server = HttpServer.create()
            .port(0)
            .route(routes -> routes.post("/v1/chat/completions", this::openAi).post("/v1/messages", this::anthropic))
            .bindNow();

    /// Starts it before the service asks where it is.
    public static final class Reachable implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            ChatModel model = new ChatModel();
            ((GenericApplicationContext) context).registerBean(ChatModel.class, () -> model);
            TestPropertyValues.of(
                            "switchboard.model.openai.base-url=" + model.url(),
                            "switchboard.model.openai.api-key=" + KEY,
                            "switchboard.model.timeout=3s",
                            "switchboard.model.max-retries=1")
                    .applyTo(context);
        }
    }

    String url() {
        return "http://localhost:" + server.port() + "/v1";
    }

    /// @param answer what is written to a prompt
    void write(UnaryOperator<String> answer) {
        writes = answer;
    }

    void fail(Fault... next) {
        faults.addAll(List.of(next));
    }

    List<Asked> asked() {
        return asked;
    }

    private Mono<Void> openAi(HttpServerRequest request, HttpServerResponse response) {
        return answer(request, response, "Authorization", "Bearer " + KEY, """
                {"id": "chatcmpl-1", "object": "chat.completion", "model": "gpt-4o-mini", "choices": [{"index": 0,
                 "message": {"role": "assistant", "content": %s}, "finish_reason": "stop"}],
                 "usage": {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}}""");
    }

    private Mono<Void> anthropic(HttpServerRequest request, HttpServerResponse response) {
        return answer(request, response, "x-api-key", KEY, """
                {"id": "msg_1", "type": "message", "role": "assistant", "content": [{"type": "text", "text": %s}],
                 "stop_reason": "end_turn", "usage": {"input_tokens": 20, "output_tokens": 10}}""");
    }

    private Mono<Void> answer(
            HttpServerRequest request, HttpServerResponse response, String header, String key, String form) {
        String given = Objects.requireNonNullElse(request.requestHeaders().get(header), "");
        return request.receive().aggregate().asString().flatMap(body -> {
            asked.add(new Asked(request.path(), given, body));
            if (!given.equals(key)) {
                return send(
                        response,
                        401,
                        "{\"error\": {\"message\": \"Incorrect API key\", \"code\": \"invalid_api_key\"}}");
            }
            Fault fault = faults.poll();
            if (body.contains("\"stream\":true") && (fault == null || fault == Fault.BROKEN_OFF)) {
                String text = writes.apply(body);
                return stream(
                        response,
                        request.path().endsWith("messages") ? anthropicEvents(text) : openAiEvents(text),
                        fault == null);
            }
            if (fault == null) {
                return send(response, 200, form.formatted(WireJson.write(writes.apply(body))));
            }
            return switch (fault) {
                case BUSY -> send(response, 429, "{\"error\": {\"code\": \"rate_limit_exceeded\"}}");
                case BROKEN -> send(response, 500, "{\"error\": {\"message\": \"The server had an error\"}}");
                case SILENT -> Mono.delay(Duration.ofSeconds(30)).then();
                case UNREADABLE, BROKEN_OFF -> send(response, 200, "<html>");
            };
        });
    }

    /// Word by word, then the usage in an event of its own, as `stream_options.include_usage` asks for.
    private static Flux<String> openAiEvents(String text) {
        Flux<String> words = Flux.fromArray(text.split("(?<= )")).map(word -> """
                data: {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": %s}}], "usage": null}

                """.formatted(WireJson.write(word)));
        return words.concatWith(Flux.just("""
                data: {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}

                """, """
                data: {"object": "chat.completion.chunk", "choices": [], "usage": {"prompt_tokens": 1000, "completion_tokens": 100}}

                """, "data: [DONE]\n\n"));
    }

    private static Flux<String> anthropicEvents(String text) {
        Flux<String> words = Flux.fromArray(text.split("(?<= )")).map(word -> """
                event: content_block_delta
                data: {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": %s}}

                """.formatted(WireJson.write(word)));
        return words.startWith("""
                        event: message_start
                        data: {"type": "message_start", "message": {"id": "msg_1", "type": "message", "role": "assistant", "content": [], "usage": {"input_tokens": 20, "output_tokens": 1}}}

                        event: content_block_start
                        data: {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}

                        event: ping
                        data: {"type": "ping"}

                        """).concatWith(Flux.just("""
                        event: content_block_stop
                        data: {"type": "content_block_stop", "index": 0}

                        event: message_delta
                        data: {"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": null}, "usage": {"output_tokens": 10}}

                        """, """
                        event: message_stop
                        data: {"type": "message_stop"}

                        """));
    }

    /// Where it is not whole it ends after its first event.
    private static Mono<Void> stream(HttpServerResponse response, Flux<String> events, boolean whole) {
        return response.status(200)
                .header("Content-Type", "text/event-stream; charset=utf-8")
                .sendString(whole ? events : events.take(1))
                .then();
    }

    private static Mono<Void> send(HttpServerResponse response, int status, String body) {
        return response.status(status)
                .header("Content-Type", "application/json")
                .sendString(Mono.just(body))
                .then();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
