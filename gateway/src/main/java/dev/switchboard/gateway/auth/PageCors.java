package dev.switchboard.gateway.auth;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/// Lets the pages of customers' sites read what visitors' routes answer. A credential is never a cookie, so a page that
/// has none of its own learns nothing here; one that a key's inbox does not allow reads nothing, and neither does any
/// other site with a login. It comes once it is known who asks, and before anybody is refused.
@Order(-145)
final class PageCors implements WebFilter {
    private static final Duration REMEMBERED = Duration.ofHours(2);
    private static final List<HttpMethod> METHODS = List.of(
            HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);
    private static final List<String> HEADERS =
            List.of("Authorization", "Content-Type", "X-API-Key", "X-Tenant-ID", "X-Widget-Session", "Idempotency-Key");
    private static final List<String> EXPOSED = List.of(
            "X-Widget-Session",
            "X-Request-Id",
            "X-RateLimit-Limit",
            "X-RateLimit-Remaining",
            "X-RateLimit-Reset",
            HttpHeaders.RETRY_AFTER,
            HttpHeaders.LOCATION);

    /// @param paths what pages of other sites may ask
    @ConfigurationProperties("switchboard.pages")
    record Settings(
            @DefaultValue({
                "/webchat/**",
                "/api/chat/**",
                "/api/conversations/**",
                "/api/messages/**",
                "/api/customers/**",
                "/api/widget_settings/**",
                "/api/upload/**",
                "/api/attachments/**"
            })
            List<String> paths) {}

    private final List<PathPattern> paths;

    PageCors(Settings settings) {
        this.paths = settings.paths().stream()
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        String origin = request.getHeaders().getOrigin();
        if (!asked(request.getPath().pathWithinApplication())) {
            return chain.filter(exchange);
        }
        HttpHeaders answer = exchange.getResponse().getHeaders();
        answer.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        if (origin == null) {
            return chain.filter(exchange);
        }
        if (CorsUtils.isPreFlightRequest(request)) {
            // it carries no credential: the request itself is judged
            answer.setAccessControlAllowOrigin(origin);
            answer.setAccessControlAllowMethods(METHODS);
            answer.setAccessControlAllowHeaders(HEADERS);
            answer.setAccessControlMaxAge(REMEMBERED);
            exchange.getResponse().setStatusCode(HttpStatus.NO_CONTENT);
            return exchange.getResponse().setComplete();
        }
        if (mayRead(IdentifyFilter.of(exchange))) {
            answer.setAccessControlAllowOrigin(origin);
            answer.setAccessControlExposeHeaders(EXPOSED);
        }
        return chain.filter(exchange);
    }

    private boolean asked(PathContainer path) {
        return paths.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private static boolean mayRead(Identified who) {
        return switch (who) {
            case Identified.Refused refused -> refused.problem().code() != ProblemCode.ORIGIN_NOT_ALLOWED;
            case Identified.Known known ->
                switch (known.credential().caller()) {
                    case Caller.Visitor _, Caller.Anonymous _ -> true;
                    case Caller.Agent _, Caller.Server _, Caller.Operator _ -> false;
                };
        };
    }
}
