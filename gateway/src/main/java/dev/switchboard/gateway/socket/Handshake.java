package dev.switchboard.gateway.socket;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Arrays;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.http.server.HttpServerRequest;

/// Whether a request is an opening handshake (RFC 6455, 4.2.1); nothing else is ever upgraded.
final class Handshake {
    private Handshake() {}

    static void check(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        boolean upgrade = HttpMethod.GET.equals(request.getMethod())
                && !old(request)
                && "websocket".equalsIgnoreCase(headers.getUpgrade())
                && headers.getConnection().stream().anyMatch("upgrade"::equalsIgnoreCase)
                && headers.getFirst("Sec-WebSocket-Key") != null;
        if (!upgrade) {
            throw Problem.of(ProblemCode.INVALID_REQUEST, "This is a WebSocket address")
                    .advise("Connect with a WebSocket client.");
        }
        if (!"13".equals(headers.getFirst("Sec-WebSocket-Version"))) {
            throw Problem.of(ProblemCode.INVALID_REQUEST, "Only version 13 of the WebSocket protocol is spoken");
        }
    }

    private static boolean old(ServerHttpRequest request) {
        return ServerHttpRequestDecorator.getNativeRequest(request) instanceof HttpServerRequest http
                && HttpVersion.HTTP_1_0.equals(http.version());
    }

    static boolean offers(ServerHttpRequest request, String subprotocol) {
        return request.getHeaders().getOrEmpty("Sec-WebSocket-Protocol").stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .anyMatch(offered -> offered.equals(subprotocol));
    }
}
