package dev.switchboard.gateway.problem;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.ProblemHandler;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// The gateway's own refusals, in the dialect of the path; unmatched paths answer in Netia's.
@Component
@Order(-3)
class GatewayProblems extends ProblemHandler {
    private static final String RETRY_AFTER_SECONDS = "5";

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        return super.handle(exchange, known(error));
    }

    @Override
    protected Mono<Void> write(ServerWebExchange exchange, Problem problem, @Nullable String traceId) {
        ServerHttpResponse response = exchange.getResponse();
        Rendered rendered = dialect(exchange).render(problem, traceId);
        response.setStatusCode(HttpStatusCode.valueOf(rendered.status()));
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        retryLater(response.getHeaders(), rendered.status());
        byte[] body = rendered.json().getBytes(StandardCharsets.UTF_8);
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    /// A refusal that will pass says when to come back, also where nobody knows it better.
    static void retryLater(HttpHeaders headers, int status) {
        if ((status == 429 || status == 503) && !headers.containsHeader(HttpHeaders.RETRY_AFTER)) {
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
    }

    static Dialect dialect(ServerWebExchange exchange) {
        Dialect dialect = exchange.getAttribute(Dialect.ATTRIBUTE);
        return dialect == null ? Dialect.NETIA : dialect;
    }

    private static Throwable known(Throwable error) {
        return switch (error) {
            case ConnectException _ -> unavailable("The service is not running");
            case CallNotPermittedException _ -> unavailable("The service does not answer");
            case TimeoutException _ -> unavailable("The service did not answer in time");
            case IOException _ -> unavailable("The connection to the service broke");
            case Throwable _ -> error;
        };
    }

    private static Problem unavailable(String detail) {
        return Problem.of(ProblemCode.UNAVAILABLE, detail).advise("Try again in a moment.");
    }
}
