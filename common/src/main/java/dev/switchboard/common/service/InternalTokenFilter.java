package dev.switchboard.common.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Origin;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Duration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// A service listens to nobody but the gateway and the installation: every request carries the internal token that
/// says who the caller is. Health and metrics stand on a loopback port and are left open.
@Order(-100)
public class InternalTokenFilter implements WebFilter {
    public static final String HEADER = "X-Switchboard-Token";
    private static final String CALLER = InternalTokenFilter.class.getName() + ".caller";

    /// A signature costs a fraction of a millisecond, and the gateway sends a caller's token again for 20 s.
    private static final Duration REMEMBERED = Duration.ofSeconds(20);

    private final Tokens tokens;
    private final Cache<String, Caller> verified = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    public InternalTokenFilter(Tokens tokens) {
        this.tokens = tokens;
    }

    /// The caller of a request that passed this filter.
    public static Caller caller(ServerWebExchange exchange) {
        Caller caller = exchange.getAttribute(CALLER);
        return caller == null ? new Caller.Anonymous() : caller;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (exchange.getRequest().getPath().value().startsWith("/actuator/")) {
            return chain.filter(exchange);
        }
        String token = exchange.getRequest().getHeaders().getFirst(HEADER);
        if (token == null) {
            return Mono.error(Problem.of(ProblemCode.UNAUTHENTICATED, "This port is for the gateway only"));
        }
        return Mono.fromCallable(() -> verified(token)).flatMap(caller -> {
            exchange.getAttributes().put(CALLER, caller);
            HttpHeaders headers = exchange.getRequest().getHeaders();
            Origin origin = new Origin(
                    caller, headers.getFirst(Origin.ADDRESS_HEADER), headers.getFirst(HttpHeaders.USER_AGENT));
            return chain.filter(exchange).contextWrite(origin::in);
        });
    }

    /// A token that was valid is taken for some seconds longer than it lives, no more than a clock may be off.
    private Caller verified(String token) {
        Caller known = verified.getIfPresent(token);
        if (known != null) {
            return known;
        }
        Caller caller = tokens.verify(Tokens.Audience.INTERNAL, token);
        verified.put(token, caller);
        return caller;
    }
}
