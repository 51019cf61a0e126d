package dev.switchboard.common.service;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.problem.ProblemDocument;
import io.r2dbc.spi.R2dbcException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.DatabindException;

/// Renders every refusal of a service as a problem document, wherever it arose. What nobody foresaw is logged once
/// and told as `internal`, without its detail.
@Order(-2)
public class ProblemHandler implements WebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);
    /// SQLSTATE `character_not_in_repertoire`.
    private static final String UNTRANSLATABLE = "22021";

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(error);
        }
        if (error instanceof ErrorResponse refusal) {
            // Allow of 405, Accept of 415
            response.getHeaders().putAll(refusal.getHeaders());
        }
        Problem problem = problem(error);
        String traceId = response.getHeaders().getFirst("X-Request-Id");
        if (problem.code() == ProblemCode.INTERNAL) {
            LOG.error("{} {} failed, trace {}", exchange.getRequest().getMethod(), path(exchange), traceId, error);
        }
        return write(exchange, problem, traceId);
    }

    /// The gateway overrides this with the dialect of the route.
    protected Mono<Void> write(ServerWebExchange exchange, Problem problem, @Nullable String traceId) {
        ProblemDocument document = ProblemDocument.of(problem, traceId);
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(document.status()));
        response.getHeaders().setContentType(MediaType.parseMediaType(ProblemDocument.MEDIA_TYPE));
        byte[] body = WireJson.write(document).getBytes(StandardCharsets.UTF_8);
        DataBuffer buffer = response.bufferFactory().wrap(body);
        return response.writeWith(Mono.just(buffer));
    }

    public static Problem problem(Throwable error) {
        return switch (error) {
            case Problem problem -> problem;
            case WebExchangeBindException invalid -> Problem.fields(fields(invalid));
            case ServerWebInputException invalid -> invalid(invalid);
            case DataBufferLimitException _ -> Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "The body is too large");
            case MethodNotAllowedException wrong -> notAllowed(wrong);
            case ResponseStatusException status -> status(status);
            case TransientDataAccessException _ -> unavailable();
            case NonTransientDataAccessResourceException _ when isAway(error) -> unavailable();
            case CannotCreateTransactionException _ -> unavailable();
            case Throwable _
            when holdsNul(error) ->
                Problem.of(ProblemCode.INVALID_REQUEST, "The request holds a NUL character, which cannot be kept");
            case Throwable _ -> Problem.of(ProblemCode.INTERNAL, "Something went wrong on our side");
        };
    }

    /// PostgreSQL takes every character but that one; where no check names the field, it is the last to say so.
    private static boolean holdsNul(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException refused && UNTRANSLATABLE.equals(refused.getSqlState())) {
                return true;
            }
        }
        return false;
    }

    /// A connection that broke has no state; PostgreSQL's own are 08 (connection), 53 (a full disk, no memory), 55P03
    /// (a lock took too long), 57014 (a statement did), 57P (it stops or starts) and 58 (the system under it). The
    /// driver gives many others the same type.
    private static boolean isAway(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException refused) {
                return refused.getSqlState() == null || refused.getSqlState().matches("(08|53|55P03|57014|57P|58).*");
            }
        }
        return true;
    }

    private static Problem unavailable() {
        return Problem.of(ProblemCode.UNAVAILABLE, "Temporarily unavailable").advise("Try again in a moment.");
    }

    private static Map<String, List<String>> fields(WebExchangeBindException invalid) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (FieldError error : invalid.getFieldErrors()) {
            String message = error.getDefaultMessage() == null ? "is invalid" : error.getDefaultMessage();
            fields.computeIfAbsent(WireName.of(invalid.getTarget(), error.getField()), _ -> new ArrayList<>())
                    .add(message);
        }
        return fields;
    }

    private static Problem invalid(ServerWebInputException invalid) {
        if (invalid.getCause() != null && invalid.getCause().getCause() instanceof DataBufferLimitException) {
            return Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "The body is too large");
        }
        for (Throwable cause = invalid.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
            if (cause instanceof DatabindException json && !json.getPath().isEmpty()) {
                String name = json.getPath().getLast().getPropertyName();
                return Problem.field(name == null ? "body" : name, "is invalid");
            }
        }
        if (invalid.getMethodParameter() != null && invalid.getMethodParameter().getParameterName() != null) {
            return Problem.field(invalid.getMethodParameter().getParameterName(), "is missing or invalid");
        }
        return Problem.of(ProblemCode.INVALID_REQUEST, "The body is not valid JSON");
    }

    /// With the methods that the path has (RFC 9110, 15.5.6).
    private static Problem notAllowed(MethodNotAllowedException wrong) {
        String offered = wrong.getSupportedMethods().stream()
                .map(HttpMethod::name)
                .sorted()
                .collect(Collectors.joining(", "));
        return Problem.of(ProblemCode.METHOD_NOT_ALLOWED, wrong.getHttpMethod() + " is not offered here")
                .advise("This path takes " + offered + ".");
    }

    private static Problem status(ResponseStatusException status) {
        int code = status.getStatusCode().value();
        return switch (code) {
            case 404 -> Problem.of(ProblemCode.NOT_FOUND, "Not found");
            case 401 -> Problem.of(ProblemCode.UNAUTHENTICATED, "This needs a credential");
            case 403 -> Problem.of(ProblemCode.FORBIDDEN, "Insufficient permissions");
            case 413 -> Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "The body is too large");
            case 415 -> Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The content type is not supported here");
            case 429 -> Problem.of(ProblemCode.RATE_LIMIT_EXCEEDED, "Too many requests");
            case 503, 504 -> unavailable();
            default ->
                code < 500
                        ? Problem.of(ProblemCode.INVALID_REQUEST, "The request is invalid")
                        : Problem.of(ProblemCode.INTERNAL, "Something went wrong on our side");
        };
    }

    private static String path(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().value();
    }
}
