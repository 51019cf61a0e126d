package dev.switchboard.gateway.ratelimit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param policies by the name that the route table uses
/// @param buckets how many callers and addresses are counted at once; the least used is forgotten first
/// @param trustedProxies networks whose `X-Forwarded-For` is believed, as `10.0.0.0/8`
@ConfigurationProperties("switchboard.rate-limit")
record RateLimitSettings(
        Map<String, Policy> policies,
        @DefaultValue("100000") long buckets,
        @DefaultValue List<String> trustedProxies) {
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
}
