package dev.switchboard.gateway.route;

import dev.switchboard.gateway.problem.Dialect;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param services where each service listens
/// @param patience how long a request waits for a service that refuses connections because it is being replaced;
///     less than the 30 s after which the console gives up
/// @param waiting requests that wait so at once; more are answered 503
/// @param families which paths exist; the first match counts, and what no family names does not exist
@ConfigurationProperties("switchboard.routing")
record RouteSettings(
        Map<String, URI> services,
        @DefaultValue("25s") Duration patience,
        @DefaultValue("1000") int waiting,
        List<FamilySettings> families) {
    /// @param paths path patterns
    /// @param service its name in `services`, or absent where the gateway answers itself
    /// @param limit the rate policy, or absent for none
    /// @param polls the rate policy of requests that name their Engine.IO session, where it is another
    /// @param begins the rate policy of a POST that comes from nobody known, where it is another
    /// @param scope the resource that a key needs a scope for, or `any`; absent for keys with all scopes only
    record FamilySettings(
            List<String> paths,
            @Nullable String service,
            Dialect dialect,
            @Nullable String limit,
            @Nullable String polls,
            @Nullable String begins,
            @Nullable String scope) {}
}
