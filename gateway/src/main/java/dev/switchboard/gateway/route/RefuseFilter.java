package dev.switchboard.gateway.route;

import dev.switchboard.common.problem.Problem;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Refuses what `RouteFilter` found no family for, after the rate limit and before anybody asks who it is.
@Component
@Order(-135)
class RefuseFilter implements WebFilter {
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Problem refusal = RouteTable.refusal(exchange);
        return refusal == null ? chain.filter(exchange) : Mono.error(refusal);
    }
}
