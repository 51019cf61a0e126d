package dev.switchboard.gateway.auth;

import dev.switchboard.common.identity.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Counts what secret and personal keys are given to read over HTTP, by which a stolen one is noticed. What comes over
/// a socket is not counted: it is new, and nobody's history.
@Component
@Order(-131)
class ReadingFilter implements WebFilter {
    private final KeyUses uses;

    ReadingFilter(KeyUses uses) {
        this.uses = uses;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        UUID key = key(IdentifyFilter.of(exchange));
        return chain.filter(
                key == null
                        ? exchange
                        : exchange.mutate()
                                .response(new Counted(exchange.getResponse(), key))
                                .build());
    }

    private static @Nullable UUID key(Identified identified) {
        return identified instanceof Identified.Known known
                        && !(known.credential().caller() instanceof Caller.Visitor)
                ? known.credential().keyId()
                : null;
    }

    private final class Counted extends ServerHttpResponseDecorator {
        private final UUID key;

        Counted(ServerHttpResponse response, UUID key) {
            super(response);
            this.key = key;
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            return super.writeWith(counted(body));
        }

        @Override
        public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
            return super.writeAndFlushWith(Flux.from(body).map(this::counted));
        }

        /// One buffer stays one, which is written without an intermediate.
        private Publisher<? extends DataBuffer> counted(Publisher<? extends DataBuffer> body) {
            return body instanceof Mono<? extends DataBuffer> one
                    ? one.doOnNext(this::count)
                    : Flux.from(body).doOnNext(this::count);
        }

        private void count(DataBuffer buffer) {
            uses.read(key, buffer.readableByteCount());
        }
    }
}
