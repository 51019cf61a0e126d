package dev.switchboard.gateway.auth;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.service.InternalTokenFilter;
import dev.switchboard.common.service.Trace;
import dev.switchboard.gateway.route.RouteTable;
import java.util.List;
import java.util.Locale;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Lets a request go on as its caller: what it says of itself in headers is taken off, the internal token and the
/// trace are put on. A service never sees the credential itself.
@Component
@Order(-130)
class AdmitFilter implements WebFilter {
    private static final List<String> SPOOFABLE = List.of("x-switchboard-", "x-forwarded-", "forwarded", "x-real-ip");
    /// An outside bot's, which proves itself.
    private static final String SIGNATURE = "x-switchboard-signature";

    private final SignedTokens tokens;

    AdmitFilter(SignedTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        RouteTable.Family family = RouteTable.family(exchange);
        if (family == null || family.service() == null) {
            // what the gateway answers itself it admits itself: a socket says why it refuses
            return chain.filter(exchange);
        }
        return switch (IdentifyFilter.of(exchange)) {
            case Identified.Refused refused -> Mono.error(refused.problem());
            case Identified.Known known -> admit(exchange, known.credential().caller(), chain);
        };
    }

    private Mono<Void> admit(ServerWebExchange exchange, Caller caller, WebFilterChain chain) {
        return Mono.deferContextual(context -> {
            String trace = Trace.header(context);
            ServerHttpRequest request = exchange.getRequest()
                    .mutate()
                    .headers(headers -> {
                        strip(headers, caller);
                        headers.set(InternalTokenFilter.HEADER, tokens.internal(caller));
                        headers.set(Trace.HEADER, trace);
                    })
                    .build();
            return chain.filter(exchange.mutate().request(request).build());
        });
    }

    private static void strip(HttpHeaders headers, Caller caller) {
        List<String> spoofed =
                headers.headerNames().stream().filter(AdmitFilter::spoofable).toList();
        spoofed.forEach(headers::remove);
        if (Origins.foreign(headers) == null) {
            headers.remove(HttpHeaders.ORIGIN);
        }
        if (!(caller instanceof Caller.Anonymous)) {
            headers.remove(HttpHeaders.AUTHORIZATION);
            headers.remove("X-API-Key");
        }
    }

    private static boolean spoofable(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !lower.equals(SIGNATURE) && SPOOFABLE.stream().anyMatch(lower::startsWith);
    }
}
