package dev.switchboard.channel;

import dev.switchboard.common.service.InternalTokenFilter;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/// Hands webhooks on with the internal token, as the gateway does. Until a service stands behind it, it answers 503.
final class TestGateway implements AutoCloseable {
    private final DisposableServer server;
    private volatile @Nullable String service;
    private volatile String token = "";

    TestGateway() {
        this.server = HttpServer.create()
                .port(0)
                .handle((request, response) -> {
                    String behind = service;
                    if (behind == null) {
                        return response.status(503).send();
                    }
                    Mono<byte[]> body = request.receive().aggregate().asByteArray();
                    return body.flatMap(bytes -> HttpClient.create()
                            .headers(headers -> headers.set(
                                            "X-Hub-Signature-256",
                                            request.requestHeaders().get("X-Hub-Signature-256"))
                                    .set("Content-Type", "application/json")
                                    .set(InternalTokenFilter.HEADER, token))
                            .post()
                            .uri(behind + request.uri())
                            .send(Mono.just(Unpooled.wrappedBuffer(bytes)))
                            .response()
                            .flatMap(answer ->
                                    response.status(answer.status()).send().then()));
                })
                .bindNow();
    }

    String url() {
        return "http://localhost:" + server.port();
    }

    void serve(String url, String internalToken) {
        token = internalToken;
        service = url;
    }

    /// Answers 503 until it serves again.
    void pause() {
        service = null;
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
