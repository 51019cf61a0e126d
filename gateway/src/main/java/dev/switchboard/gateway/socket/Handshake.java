package dev.switchboard.gateway.socket;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/// Whether a request is an opening handshake (RFC 6455, 4.2.1); nothing else is ever upgraded.
final class Handshake {
    private Handshake() {}

    static void check(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        boolean upgrade = HttpMethod.GET.equals(request.getMethod())
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
}
