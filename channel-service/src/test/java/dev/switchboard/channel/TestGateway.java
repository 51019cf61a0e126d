package dev.switchboard.channel;

import dev.switchboard.common.service.InternalTokenFilter;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/// Hands webhooks on with the internal token, as the gateway does, and remembers them. Until a service stands behind
/// it, it answers 503.
public final class TestGateway implements AutoCloseable {
    private static final Set<String> OWN = Set.of("host", "content-length", "connection", "accept-encoding");

    /// A webhook as it came.
    public record Call(String method, String uri, Map<String, String> headers, byte[] body) {
        public Call with(String header, @Nullable String value) {
            Map<String, String> changed = new HashMap<>(headers);
            if (value == null) {
                changed.remove(header);
            } else {
                changed.put(header, value);
            }
            return new Call(method, uri, changed, body);
        }

        public Call with(byte[] other) {
            return new Call(method, uri, headers, other);
        }
    }

    private final DisposableServer server;
    private final Deque<Call> calls = new ConcurrentLinkedDeque<>();
    private volatile @Nullable String service;
    private volatile String token = "";

    public TestGateway() {
        this.server = HttpServer.create()
                .port(0)
                .handle((request, response) -> {
                    if (service == null) {
                        return response.status(503).send();
                    }
                    Map<String, String> headers = new HashMap<>();
                    request.requestHeaders()
                            .forEach(
                                    header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
                    OWN.forEach(headers::remove);
                    return request.receive()
                            .aggregate()
                            .asByteArray()
                            .defaultIfEmpty(new byte[0])
                            .map(bytes -> new Call(request.method().name(), request.uri(), headers, bytes))
                            .doOnNext(calls::addLast)
                            .flatMap(call -> send(call)
                                    .flatMap(answer -> response.status(answer.status())
                                            .header("Content-Type", answer.type())
                                            .sendString(Mono.just(answer.body()))
                                            .then()));
                })
                .bindNow();
    }

    public record Answer(int status, String type, String body) {}

    /// Passes a webhook on, also one of the test's own.
    public Mono<Answer> send(Call call) {
        return HttpClient.create()
                .headers(headers -> {
                    call.headers().forEach(headers::set);
                    headers.set(InternalTokenFilter.HEADER, token);
                })
                .request(HttpMethod.valueOf(call.method()))
                .uri(service + call.uri())
                .send(Mono.just(Unpooled.wrappedBuffer(call.body())))
                .responseSingle((answer, body) -> body.asString()
                        .defaultIfEmpty("")
                        .map(text -> new Answer(
                                answer.status().code(),
                                answer.responseHeaders().get("Content-Type", "text/plain"),
                                text)));
    }

    /// The last that came.
    public Call last() {
        return calls.getLast();
    }

    public String url() {
        return "http://localhost:" + server.port();
    }

    public void serve(String url, String internalToken) {
        token = internalToken;
        service = url;
    }

    /// Answers 503 until it serves again.
    public void pause() {
        service = null;
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
