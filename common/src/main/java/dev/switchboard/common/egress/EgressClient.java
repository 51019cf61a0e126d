package dev.switchboard.common.egress;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.resolver.AddressResolverGroup;
import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/// Calls addresses that somebody outside has named, once each: follows no redirect, repeats nothing, reads no more than
/// it is asked to, and connects to nothing that `EgressTargets` forbids.
public final class EgressClient implements AutoCloseable {
    private static final String AGENT = "Switchboard";

    private final EgressTargets targets;
    private final ConnectionProvider connections;
    private final GuardedResolvers resolvers;
    private final HttpClient client;

    EgressClient(EgressTargets targets, AddressResolverGroup<InetSocketAddress> names, EgressSettings settings) {
        this.targets = targets;
        this.resolvers = new GuardedResolvers(names, targets);
        this.connections = ConnectionProvider.builder("egress")
                .maxConnections(settings.connections())
                .maxIdleTime(Duration.ofSeconds(10))
                .evictInBackground(Duration.ofSeconds(10))
                .disposeInactivePoolsInBackground(Duration.ofMinutes(1), Duration.ofMinutes(2))
                .build();
        this.client = HttpClient.create(connections)
                // Reactor Netty would send a request again after a reset connection
                .disableRetry(true)
                .followRedirect(false)
                .compress(false)
                .resolver(resolvers)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connect().toMillis());
    }

    /// Fails with `EgressRefused` or `EgressFailed`, and nothing else.
    public Mono<EgressAnswer> send(EgressRequest request) {
        return Mono.defer(() -> call(request, targets.read(request.url())))
                .timeout(request.patience())
                .onErrorMap(error -> !(error instanceof EgressRefused), EgressClient::failure);
    }

    private Mono<EgressAnswer> call(EgressRequest request, URI uri) {
        return client.headers(headers -> {
                    headers.set(HttpHeaderNames.USER_AGENT, AGENT);
                    request.headers().forEach(headers::set);
                    headers.set(HttpHeaderNames.CONTENT_LENGTH, request.body().length);
                })
                .responseTimeout(request.patience())
                .request(HttpMethod.valueOf(request.method().name()))
                .uri(uri)
                .send((_, out) -> out.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(request.body()))))
                .response((response, content) -> answer(response, content, request.mostBytes()))
                .single();
    }

    private static Mono<EgressAnswer> answer(HttpClientResponse response, ByteBufFlux content, int most) {
        return Mono.defer(() -> {
            Kept kept = new Kept(most);
            Flux<byte[]> body = content.asByteArray().takeUntil(kept::overflows);
            return body.then(Mono.fromSupplier(() -> kept.answer(response)));
        });
    }

    private static final class Kept {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int most;
        private boolean truncated;

        Kept(int most) {
            this.most = most;
        }

        boolean overflows(byte[] part) {
            int room = most - bytes.size();
            truncated = part.length > room;
            bytes.write(part, 0, Math.min(part.length, room));
            return truncated;
        }

        EgressAnswer answer(HttpClientResponse response) {
            Map<String, String> headers = new HashMap<>();
            response.responseHeaders()
                    .forEach(
                            header -> headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
            return new EgressAnswer(response.status().code(), headers, bytes.toByteArray(), truncated);
        }
    }

    private static Throwable failure(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case EgressRefused refused -> {
                    return refused;
                }
                case UnknownHostException _ -> {
                    return new EgressFailed("The host's name is not known", error);
                }
                case TimeoutException _ -> {
                    return new EgressFailed("There was no answer in time", error);
                }
                case ReadTimeoutException _ -> {
                    return new EgressFailed("There was no answer in time", error);
                }
                case SSLException _ -> {
                    return new EgressFailed("The host's certificate or TLS version is not accepted", error);
                }
                case ConnectException _ -> {
                    return new EgressFailed("The host cannot be reached", error);
                }
                default -> {}
            }
        }
        return new EgressFailed("The connection broke off", error);
    }

    @Override
    public void close() {
        connections.dispose();
        resolvers.close();
    }
}
