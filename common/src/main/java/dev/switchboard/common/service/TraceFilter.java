package dev.switchboard.common.service;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Takes the caller's trace, or starts one, and names it to the client as `X-Request-Id`.
@Order(Ordered.HIGHEST_PRECEDENCE)
class TraceFilter implements WebFilter {
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Trace trace = Trace.parse(exchange.getRequest().getHeaders().getFirst(Trace.HEADER));
        exchange.getResponse().getHeaders().set("X-Request-Id", trace.traceId());
        return chain.filter(exchange).contextWrite(c -> c.put(Trace.CONTEXT_KEY, trace.header()));
    }
}
