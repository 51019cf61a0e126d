package dev.switchboard.gateway.audit;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Origin;
import dev.switchboard.gateway.auth.Credential;
import dev.switchboard.gateway.auth.Identified;
import dev.switchboard.gateway.auth.IdentifyFilter;
import dev.switchboard.gateway.ratelimit.ClientAddress;
import dev.switchboard.gateway.route.RouteTable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Names the client's address to the service, after `AdmitFilter` has taken off what a client said itself, and tells
/// the
/// audit log of refusals and of keys that are used from somewhere new.
@Component
@Order(-129)
class OriginFilter implements WebFilter {
    private final ClientAddress addresses;
    private final EdgeAudit audit;

    OriginFilter(ClientAddress addresses, EdgeAudit audit) {
        this.addresses = addresses;
        this.audit = audit;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        RouteTable.Family family = RouteTable.family(exchange);
        if (family == null
                || family.service() == null
                || !(IdentifyFilter.of(exchange) instanceof Identified.Known known)) {
            return chain.filter(exchange);
        }
        String address = addresses.exact(exchange.getRequest());
        ServerHttpRequest request = exchange.getRequest()
                .mutate()
                .headers(headers -> headers.set(Origin.ADDRESS_HEADER, address))
                .build();
        ServerWebExchange named = exchange.mutate().request(request).build();
        Credential credential = known.credential();
        if (!(credential.caller() instanceof Caller.Staff staff)) {
            return chain.filter(named);
        }
        if (credential.keyId() != null) {
            audit.used(staff, credential.keyId(), request, address);
        }
        return chain.filter(named).doFinally(_ -> {
            if (HttpStatus.FORBIDDEN.equals(exchange.getResponse().getStatusCode())) {
                audit.refused(staff, request, address);
            }
        });
    }
}
