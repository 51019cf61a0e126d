package dev.switchboard.gateway.route;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.Locale;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Finds the family of a path. A path that two parsers could read differently is refused, `/api/v1` is another name
/// of Netia's `/api`, and what the table does not name is not found. The refusals follow once they are counted.
@Component
@Order(-200)
class RouteFilter implements WebFilter {
    private static final String ALIAS = "/api/v1/";
    private static final String REQUEST_ID = "X-Request-Id";

    private final RouteTable table;
    private final ApplicationContext edge;

    RouteFilter(RouteTable table, ApplicationContext edge) {
        this.table = table;
        this.edge = edge;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange original, WebFilterChain chain) {
        if (original.getApplicationContext() != edge) {
            // Spring hands our filters to the management port too
            return chain.filter(original);
        }
        String path = original.getRequest().getURI().getRawPath();
        if (ambiguous(path)) {
            RouteTable.refused(original, Problem.of(ProblemCode.INVALID_REQUEST, "The path is not in its normal form"));
            return chain.filter(original);
        }
        ServerWebExchange exchange = path.startsWith(ALIAS) ? unversioned(original, path) : original;
        RouteTable.Family family = table.find(exchange.getRequest().getPath().pathWithinApplication());
        if (family == null) {
            RouteTable.refused(exchange, Problem.of(ProblemCode.NOT_FOUND, "Not found"));
        } else {
            RouteTable.matched(exchange, family);
        }
        exchange.getResponse().beforeCommit(() -> oneRequestId(exchange));
        return chain.filter(exchange);
    }

    private static ServerWebExchange unversioned(ServerWebExchange exchange, String path) {
        return exchange.mutate()
                .request(r -> r.path("/api/" + path.substring(ALIAS.length())))
                .build();
    }

    /// A service names the same trace again; the first value is the gateway's own.
    private static Mono<Void> oneRequestId(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        String id = headers.getFirst(REQUEST_ID);
        if (id != null) {
            headers.set(REQUEST_ID, id);
        }
        return Mono.empty();
    }

    private static boolean ambiguous(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.contains("//")
                || lower.contains("/./")
                || lower.contains("/../")
                || lower.endsWith("/.")
                || lower.endsWith("/..")
                || lower.contains("%2e")
                || lower.contains("%2f")
                || lower.contains("%5c")
                || lower.contains("%00")
                || lower.indexOf('\\') >= 0
                || lower.indexOf(';') >= 0;
    }
}
