package dev.switchboard.gateway.ratelimit;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param policies by the name that the route table uses
/// @param buckets how many callers and addresses are counted at once; the longest unused are forgotten first
/// @param trustedProxies networks whose `X-Forwarded-For` is believed, as `10.0.0.0/8`
/// @param redisUrl `redis://` or `rediss://` of the buckets that all gateways share; each counts for itself without
/// @param redisTimeout after this time the gateway decides by its own memory
@ConfigurationProperties("switchboard.rate-limit")
record RateLimitSettings(
        Map<String, Policy> policies,
        @DefaultValue("100000") int buckets,
        @DefaultValue List<String> trustedProxies,
        @Nullable String redisUrl,
        @DefaultValue("75ms") Duration redisTimeout) {
    /// So many requests in each period.
    ///
    /// @param by whose requests are counted together
    record Policy(
            int limit, Duration per, @DefaultValue("caller") By by) {}

    /// `CALLER` counts by address where nobody is logged in.
    enum By {
        CALLER,
        ADDRESS
    }

    Duration longest() {
        return policies.values().stream()
                .map(Policy::per)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ofMinutes(1));
    }
}
