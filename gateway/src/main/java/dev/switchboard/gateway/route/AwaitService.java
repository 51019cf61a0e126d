package dev.switchboard.gateway.route;

import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// A service that is being replaced refuses connections for some seconds. Nothing of a request has been sent then, so
/// it waits, whatever its method; past the patience, or with too many waiting, it is answered 503.
@Component
class AwaitService implements GlobalFilter, Ordered {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMillis(500);

    private final RouteSettings settings;
    private final AtomicInteger waiting = new AtomicInteger();

    AwaitService(RouteSettings settings) {
        this.settings = settings;
    }

    /// Right before the call.
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange).onErrorResume(AwaitService::isRefused, error -> {
            if (waiting.incrementAndGet() > settings.waiting()) {
                waiting.decrementAndGet();
                return Mono.error(error);
            }
            return again(exchange, chain).doFinally(_ -> waiting.decrementAndGet());
        });
    }

    private Mono<Void> again(ServerWebExchange exchange, GatewayFilterChain chain) {
        long deadline = System.nanoTime() + settings.patience().toNanos();
        return Mono.defer(() -> {
                    ServerWebExchangeUtils.removeAlreadyRouted(exchange);
                    return chain.filter(exchange);
                })
                .delaySubscription(FIRST)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST)
                        .maxBackoff(LONGEST)
                        .filter(error -> isRefused(error) && System.nanoTime() < deadline));
    }

    private static boolean isRefused(Throwable error) {
        return error instanceof ConnectException || error.getCause() instanceof ConnectException;
    }
}
