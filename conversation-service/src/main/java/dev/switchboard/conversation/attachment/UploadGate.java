package dev.switchboard.conversation.attachment;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.InternalTokenFilter;
import org.springframework.core.annotation.Order;
import org.springframework.core.codec.CodecException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Refuses uploads of nobody, and those that say that they are too large, before a byte of them is read.
@Order(-90)
final class UploadGate implements WebFilter {
    private static final String PATH = "/api/upload";
    /// What a multipart body may have beside its file.
    private static final long FRAME = 64 * 1024;

    private final DataSize largest;

    UploadGate(DataSize largest) {
        this.largest = largest;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!exchange.getRequest().getPath().value().equals(PATH)) {
            return chain.filter(exchange);
        }
        if (InternalTokenFilter.caller(exchange) instanceof Caller.Anonymous) {
            return Mono.error(Problem.of(ProblemCode.UNAUTHENTICATED, "An upload needs a credential")
                    .advise("Send the session_token that came with the customer as a Bearer token."));
        }
        if (exchange.getRequest().getHeaders().getContentLength() > largest.toBytes() + FRAME) {
            return Mono.error(
                    Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "A file has at most " + largest.toMegabytes() + " MB"));
        }
        return chain.filter(exchange)
                .onErrorMap(
                        CodecException.class,
                        _ -> Problem.of(ProblemCode.INVALID_REQUEST, "The body is not well-formed multipart"));
    }
}
