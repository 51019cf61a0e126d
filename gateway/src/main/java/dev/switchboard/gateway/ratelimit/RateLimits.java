package dev.switchboard.gateway.ratelimit;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.gateway.auth.Identified;
import java.util.Set;
import java.util.concurrent.Executor;
import reactor.core.publisher.Mono;

/// Charges callers by policy: who is counted as one.
class RateLimits {
    private final RateLimitSettings settings;
    private final Buckets buckets;

    RateLimits(RateLimitSettings settings, Buckets buckets) {
        this.settings = settings;
        this.buckets = buckets;
    }

    /// The names of all policies.
    Set<String> policies() {
        return settings.policies().keySet();
    }

    /// @param loop where the verdict is told
    /// @throws IllegalArgumentException for a policy that nobody has defined
    Mono<Buckets.Verdict> charge(String name, Identified identified, String address, Executor loop) {
        RateLimitSettings.Policy policy = settings.policies().get(name);
        if (policy == null) {
            throw new IllegalArgumentException("no rate policy is named " + name);
        }
        String who = policy.by() == RateLimitSettings.By.ADDRESS ? address : who(identified, address);
        return buckets.charge(new Buckets.Key(name, who), policy, loop);
    }

    /// A visitor's identity is of its own making, so it counts by address.
    private static String who(Identified identified, String address) {
        return switch (identified) {
            case Identified.Refused _ -> address;
            case Identified.Known known ->
                switch (known.credential().caller()) {
                    case Caller.Agent agent -> "user:" + agent.userId();
                    case Caller.Server server -> "key:" + server.keyId();
                    case Caller.Visitor _, Caller.Operator _, Caller.Anonymous _ -> address;
                };
        };
    }
}
