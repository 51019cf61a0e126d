package dev.switchboard.gateway.route;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.problem.Dialect;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// The one table of paths: who answers, in which dialect, under which rate policy.
public final class RouteTable {
    private static final String FAMILY = RouteTable.class.getName() + ".family";

    private static final String REFUSAL = RouteTable.class.getName() + ".refusal";
    private static final Family NOWHERE = new Family(null, Dialect.NETIA, "nowhere", null, null, KeyScope.ANY);

    private final Map<String, URI> services;
    private final List<Row> rows = new ArrayList<>();

    RouteTable(RouteSettings settings) {
        services = settings.services();
        for (RouteSettings.FamilySettings row : settings.families()) {
            if (row.service() != null && !services.containsKey(row.service())) {
                throw new IllegalArgumentException("no address is set for the service " + row.service());
            }
            Family family = new Family(
                    row.service(), row.dialect(), row.limit(), row.polls(), row.begins(), KeyScope.named(row.scope()));
            for (String path : row.paths()) {
                rows.add(new Row(PathPatternParser.defaultInstance.parse(path), family));
            }
        }
    }

    /// Paths that are answered alike.
    ///
    /// @param polls the rate policy of requests that name their Engine.IO session, where it is another
    /// @param begins the rate policy of a POST that comes from nobody known, where it is another
    /// @param scope what keys need for it
    public record Family(
            @Nullable String service,
            Dialect dialect,
            @Nullable String limit,
            @Nullable String polls,
            @Nullable String begins,
            KeyScope scope) {}

    private record Row(PathPattern path, Family family) {}

    public @Nullable Family find(PathContainer path) {
        for (Row row : rows) {
            if (row.path().matches(path)) {
                return row.family();
            }
        }
        return null;
    }

    public Map<String, URI> services() {
        return services;
    }

    public URI service(String name) {
        URI uri = services.get(name);
        if (uri == null) {
            throw new IllegalArgumentException("no address is set for the service " + name);
        }
        return uri;
    }

    /// A request that will be refused counts like any other.
    static void refused(ServerWebExchange exchange, Problem refusal) {
        exchange.getAttributes().put(REFUSAL, refusal);
        matched(exchange, NOWHERE);
    }

    static @Nullable Problem refusal(ServerWebExchange exchange) {
        return exchange.getAttribute(REFUSAL);
    }

    static void matched(ServerWebExchange exchange, Family family) {
        exchange.getAttributes().put(FAMILY, family);
        exchange.getAttributes().put(Dialect.ATTRIBUTE, family.dialect());
    }

    /// The family that `RouteFilter` found; only requests to the management port have none.
    public static @Nullable Family family(ServerWebExchange exchange) {
        return exchange.getAttribute(FAMILY);
    }
}
