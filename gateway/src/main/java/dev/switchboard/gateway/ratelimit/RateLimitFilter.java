package dev.switchboard.gateway.ratelimit;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.auth.Identified;
import dev.switchboard.gateway.auth.IdentifyFilter;
import dev.switchboard.gateway.route.RouteTable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/// Charges each request to its policy and says in headers how much is left.
@Component
@Order(-140)
class RateLimitFilter implements WebFilter {
    private final RateLimits limits;
    private final ClientAddress address;
    private final Clock clock;
    private final MeterProvider<Counter> refused;

    RateLimitFilter(RateLimits limits, ClientAddress address, Clock clock, MeterRegistry meters) {
        this.limits = limits;
        this.address = address;
        this.clock = clock;
        this.refused = Counter.builder("switchboard.ratelimit.refused")
                .description("Requests that were too many, by policy")
                .withRegistry(meters);
        limits.policies().forEach(policy -> refused.withTag("policy", policy));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        Identified who = IdentifyFilter.of(exchange);
        String policy = policy(RouteTable.family(exchange), request, who);
        if (policy == null) {
            return chain.filter(exchange);
        }
        return limits.charge(policy, who, address.of(request), loop(request)).flatMap(verdict -> {
            long seconds = seconds(verdict);
            HttpHeaders headers = exchange.getResponse().getHeaders();
            headers.set("X-RateLimit-Limit", Integer.toString(verdict.limit()));
            headers.set("X-RateLimit-Remaining", Integer.toString(verdict.remaining()));
            headers.set("X-RateLimit-Reset", Long.toString(clock.instant().getEpochSecond() + seconds));
            return verdict.allowed() ? chain.filter(exchange) : refuse(policy, headers, seconds);
        });
    }

    private static @Nullable String policy(
            RouteTable.@Nullable Family family, ServerHttpRequest request, Identified who) {
        if (family == null) {
            return null;
        }
        if (family.begins() != null && HttpMethod.POST.equals(request.getMethod()) && !staff(who)) {
            return family.begins();
        }
        boolean poll = family.polls() != null && request.getQueryParams().containsKey("sid");
        return poll ? family.polls() : family.limit();
    }

    private static boolean staff(Identified who) {
        return who instanceof Identified.Known known && known.credential().caller() instanceof Caller.Staff;
    }

    /// A request goes on where it began.
    private static Executor loop(ServerHttpRequest request) {
        return ServerHttpRequestDecorator.getNativeRequest(request) instanceof Connection connection
                ? connection.channel().eventLoop()
                : Runnable::run;
    }

    private Mono<Void> refuse(String policy, HttpHeaders headers, long seconds) {
        headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        refused.withTag("policy", policy).increment();
        return Mono.error(Problem.of(ProblemCode.RATE_LIMIT_EXCEEDED, "Too many requests")
                .advise("Try again in " + seconds + " s."));
    }

    private static long seconds(Buckets.Verdict verdict) {
        return Math.max(1, Duration.ofNanos(verdict.untilFull()).plusMillis(999).toSeconds());
    }
}
