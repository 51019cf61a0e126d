package dev.switchboard.common.service;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Takes the caller's trace, or starts one, and names it to the client as `X-Request-Id`. At debug level each request
/// leaves a line under the service's own logger; a query is never logged, it may hold a token.
@Order(Ordered.HIGHEST_PRECEDENCE)
class TraceFilter implements WebFilter {
    private final Logger log;

    /// @param service as in `conversation-service`
    TraceFilter(String service) {
        this.log = LoggerFactory.getLogger("dev.switchboard." + service.replace("-service", "") + ".http");
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Trace trace = Trace.parse(exchange.getRequest().getHeaders().getFirst(Trace.HEADER));
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
