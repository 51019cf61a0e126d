package dev.switchboard.gateway.problem;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.problem.ProblemDocument;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/// Says a service's problem document again in the dialect of the path. Other answers pass untouched.
@Component
class UpstreamProblems implements GlobalFilter, Ordered {
    /// A longer document is no document of ours.
    private static final int LONGEST = 64 * 1024;

    private static final MediaType PROBLEM = MediaType.parseMediaType(ProblemDocument.MEDIA_TYPE);

    @Override
    public int getOrder() {
        return NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Dialect dialect = GatewayProblems.dialect(exchange);
        return chain.filter(exchange.mutate()
                .response(new Translated(exchange.getResponse(), dialect))
                .build());
    }

    private static final class Translated extends ServerHttpResponseDecorator {
        private final Dialect dialect;

        Translated(ServerHttpResponse delegate, Dialect dialect) {
            super(delegate);
            this.dialect = dialect;
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            MediaType type = getHeaders().getContentType();
            if (type == null || !type.equalsTypeAndSubtype(PROBLEM)) {
                return super.writeWith(body);
            }
            return DataBufferUtils.join(Flux.from(body), LONGEST)
                    .onErrorMap(
                            DataBufferLimitException.class,
                            _ -> Problem.of(
                                    ProblemCode.UPSTREAM_FAILED, "The service answered something that cannot be read"))
                    .flatMap(this::translate);
        }

        private Mono<Void> translate(DataBuffer body) {
            byte[] json = new byte[body.readableByteCount()];
            body.read(json);
            DataBufferUtils.release(body);
            Rendered rendered = dialect.render(problem(json), getHeaders().getFirst("X-Request-Id"));
            byte[] text = rendered.json().getBytes(StandardCharsets.UTF_8);
            setStatusCode(HttpStatusCode.valueOf(rendered.status()));
            getHeaders().setContentType(MediaType.APPLICATION_JSON);
            getHeaders().setContentLength(text.length);
            GatewayProblems.retryLater(getHeaders(), rendered.status());
            return super.writeWith(Mono.just(bufferFactory().wrap(text)));
        }

        private Problem problem(byte[] json) {
            try {
                return WireJson.read(json, ProblemDocument.class).toProblem();
            } catch (JacksonException | IllegalArgumentException _) {
                return unnamed(getStatusCode());
            }
        }

        /// A newer service's code that this gateway does not know: its status says the kind.
        private static Problem unnamed(@Nullable HttpStatusCode status) {
            return status != null && status.is4xxClientError()
                    ? Problem.of(ProblemCode.INVALID_REQUEST, "The request was refused")
                    : Problem.of(ProblemCode.UPSTREAM_FAILED, "The service failed");
        }
    }
}
