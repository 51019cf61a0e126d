package dev.switchboard.gateway.auth;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.route.RouteTable;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// The one place where a key's scopes are held against the route table; services never look at them. A socket that
/// brings its key otherwise than in a header asks `Credential.require` itself.
@Component
@Order(-132)
class ScopeFilter implements WebFilter {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final AuthMeters meters;

    ScopeFilter(AuthMeters meters) {
        this.meters = meters;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        RouteTable.Family family = RouteTable.family(exchange);
        if (family != null && IdentifyFilter.of(exchange) instanceof Identified.Known known) {
            String needed = family.scope()
                    .needed(!READING.contains(exchange.getRequest().getMethod()));
            try {
                if (needed != null) {
                    known.credential().require(needed);
                }
            } catch (Problem refusal) {
                meters.refused(refusal.code());
                return Mono.error(refusal);
            }
        }
        return chain.filter(exchange);
    }
}
