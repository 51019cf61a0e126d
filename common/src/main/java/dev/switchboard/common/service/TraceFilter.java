package dev.switchboard.common.service;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.publisher.Mono;

/// Takes the caller's trace, or starts one, and names it to the client as `X-Request-Id`. At debug level each request
/// leaves a line under the service's own logger; a query is never logged, it may hold a token.
@Order(Ordered.HIGHEST_PRECEDENCE)
class TraceFilter implements WebFilter {
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

    private final Spans spans;
    private final Logger log;

    /// @param service as in `conversation-service`
    TraceFilter(String service, Spans spans) {
        this.spans = spans;
        this.log = LoggerFactory.getLogger("dev.switchboard." + service.replace("-service", "") + ".http");
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String given = exchange.getRequest().getHeaders().getFirst(Trace.HEADER);
        if (!spans.areTold() || isWatching(exchange.getRequest())) {
            return answer(exchange, chain, Trace.parse(given));
        }
        String method = exchange.getRequest().getMethod().name();
        Spans.Begun begun = spans.begin(SpanKind.SERVER, method, given).with(METHOD, method);
        return answer(exchange, chain, Trace.parse(begun.trace()))
                .doOnError(begun::fail)
                .doFinally(_ -> {
                    HttpStatusCode status = exchange.getResponse().getStatusCode();
                    if (exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)
                            instanceof PathPattern route) {
                        begun.named(method + " " + route).with(ROUTE, route.getPatternString());
                    }
                    begun.with(STATUS, status == null ? 200 : status.value()).end();
                });
    }

    /// A socket stays for hours, and what watches us is no work of ours.
    private static boolean isWatching(ServerHttpRequest request) {
        return request.getHeaders().getUpgrade() != null
                || request.getPath().value().startsWith("/actuator");
    }

    private Mono<Void> answer(ServerWebExchange exchange, WebFilterChain chain, Trace trace) {
        exchange.getResponse().getHeaders().set("X-Request-Id", trace.traceId());
        Mono<Void> answered = log.isDebugEnabled()
                ? chain.filter(exchange).doFinally(_ -> tell(exchange, trace))
                : chain.filter(exchange);
        return answered.contextWrite(c -> c.put(Trace.CONTEXT_KEY, trace.header()));
    }

    private void tell(ServerWebExchange exchange, Trace trace) {
        trace.bind();
        log.debug(
                "{} {} is answered with {}",
                exchange.getRequest().getMethod(),
                exchange.getRequest().getPath(),
                exchange.getResponse().getStatusCode());
        Trace.unbind();
    }
}
