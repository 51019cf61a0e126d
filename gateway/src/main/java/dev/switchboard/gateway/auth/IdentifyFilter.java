package dev.switchboard.gateway.auth;

import dev.switchboard.common.problem.Problem;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Finds out who asks.
@Component
@Order(-150)
public class IdentifyFilter implements WebFilter {
    private static final String IDENTIFIED = Identified.class.getName();

    private final CredentialResolver resolver;
    private final AuthMeters meters;

    IdentifyFilter(CredentialResolver resolver, AuthMeters meters) {
        this.resolver = resolver;
        this.meters = meters;
    }

    public static Identified of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(IDENTIFIED);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        String header = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        // a socket names its token in the query
        return resolver.prepare(header == null ? request.getQueryParams().getFirst("token") : header)
                .then(Mono.defer(() -> {
                    exchange.getAttributes().put(IDENTIFIED, identify(request.getHeaders()));
                    return chain.filter(exchange);
                }));
    }

    private Identified identify(HttpHeaders headers) {
        Presented presented =
                Origins.presented(headers.getFirst(HttpHeaders.AUTHORIZATION), headers.getFirst("X-API-Key"), headers);
        try {
            return new Identified.Known(resolver.resolve(presented));
        } catch (Problem refusal) {
            meters.refused(refusal.code());
            return new Identified.Refused(refusal);
        }
    }
}
