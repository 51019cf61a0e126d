package dev.switchboard.gateway.socket.engineio;

import dev.switchboard.gateway.auth.IdentifyFilter;
import dev.switchboard.gateway.socket.Connection;
import dev.switchboard.gateway.socket.SocketSession;
import dev.switchboard.gateway.socket.Sockets;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/// All requests of Engine.IO: it opens sessions, carries their packets over HTTP, and upgrades.
final class EngineEndpoint implements WebHandler {
    private static final byte[] OK = "ok".getBytes(StandardCharsets.UTF_8);
    private static final MediaType PACKETS = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final EngineSettings settings;
    private final EngineApplication application;
    private final EngineSessions sessions;
    private final Sockets sockets;

    EngineEndpoint(EngineSettings settings, EngineApplication application, EngineSessions sessions, Sockets sockets) {
        this.settings = settings;
        this.application = application;
        this.sessions = sessions;
        this.sockets = sockets;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        return Mono.defer(() -> serve(exchange, EngineRequest.of(exchange.getRequest(), settings)))
                .onErrorResume(Refusal.class, refusal -> refuse(exchange, refusal.error()))
                .onErrorResume(DataBufferLimitException.class, _ -> tooLarge(exchange));
    }

    private Mono<Void> serve(ServerWebExchange exchange, EngineRequest request) {
        if (request.sid() == null) {
            return open(exchange, request);
        }
        PolledSession session = sessions.find(request.sid());
        if (session == null) {
            return Mono.error(new Refusal(EngineError.UNKNOWN_SESSION));
        }
        if (request.websocket()) {
            return upgrade(exchange, connection -> new UpgradeProbe(connection, session, settings.upgradeTimeout()));
        }
        if (HttpMethod.GET.equals(request.method())) {
            return session.poll().flatMap(body -> write(exchange, HttpStatus.OK, PACKETS, body));
        }
        return session.post(body(exchange)).then(write(exchange, HttpStatus.OK, MediaType.TEXT_HTML, OK));
    }

    private Mono<Void> open(ServerWebExchange exchange, EngineRequest request) {
        application.ready();
        Opening opening = new Opening(
                exchange.getRequest().getQueryParams().toSingleValueMap(),
                exchange.getRequest().getHeaders().getOrigin(),
                IdentifyFilter.of(exchange));
        if (request.websocket()) {
            return upgrade(exchange, connection -> socket(connection, opening));
        }
        Sockets.Slot slot = sockets.slot(exchange.getRequest());
        return sessions.begin(opening, loop(exchange), slot)
                .flatMap(body -> write(exchange, HttpStatus.OK, PACKETS, body));
    }

    private SocketSession socket(Connection connection, Opening opening) {
        Executor loop = connection.loop();
        EngineSession session =
                new EngineSession(loop, opening, new SocketTransport(connection, loop), settings, application, _ -> {});
        return new EngineSocket(connection, session, settings);
    }

    private Mono<Void> upgrade(ServerWebExchange exchange, Function<Connection, SocketSession> to) {
        return sockets.accept(exchange, new EngineProtocol(settings, to));
    }

    /// The loop of the first request's connection is as good as any.
    private static Executor loop(ServerWebExchange exchange) {
        HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        EventLoop[] loop = new EventLoop[1];
        response.withConnection(connection -> loop[0] = connection.channel().eventLoop());
        return Objects.requireNonNull(loop[0]);
    }

    /// @return fails with `DataBufferLimitException` or a `Refusal`
    private Mono<String> body(ServerWebExchange exchange) {
        int most = (int) settings.maxPayload().toBytes();
        HttpHeaders headers = exchange.getRequest().getHeaders();
        if (headers.getContentLength() > most) {
            return Mono.error(new DataBufferLimitException("longer than maxPayload"));
        }
        return DataBufferUtils.join(exchange.getRequest().getBody(), most)
                .map(EngineEndpoint::text)
                .defaultIfEmpty("");
    }

    private static String text(DataBuffer body) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(body.readableByteCount());
            body.toByteBuffer(bytes);
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException _) {
            throw new Refusal(EngineError.BAD_REQUEST);
        } finally {
            DataBufferUtils.release(body);
        }
    }

    private static Mono<Void> refuse(ServerWebExchange exchange, EngineError error) {
        return write(exchange, HttpStatusCode.valueOf(error.status()), MediaType.APPLICATION_JSON, error.json());
    }

    /// The rest of the body is not read, so the connection is of no more use.
    private static Mono<Void> tooLarge(ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
        return write(exchange, HttpStatus.CONTENT_TOO_LARGE, MediaType.TEXT_PLAIN, new byte[0]);
    }

    private static Mono<Void> write(ServerWebExchange exchange, HttpStatusCode status, MediaType type, byte[] body) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(status);
        response.getHeaders().setContentType(type);
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }
}
