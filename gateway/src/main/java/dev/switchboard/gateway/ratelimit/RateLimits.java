package dev.switchboard.gateway.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.gateway.auth.Identified;
import java.time.Duration;
import java.util.Comparator;
import reactor.core.publisher.Mono;

/// The buckets of all policies, in this gateway's memory.
class RateLimits {
    private final RateLimitSettings settings;
    private final Cache<Key, Bucket> buckets;

    RateLimits(RateLimitSettings settings) {
        this.settings = settings;
        Duration longest = settings.policies().values().stream()
                .map(RateLimitSettings.Policy::per)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ofMinutes(1));
        buckets = Caffeine.newBuilder()
                .maximumSize(settings.buckets())
                .expireAfterAccess(longest)
                .build();
    }

    private record Key(String policy, String who) {}

    /// @param limit tokens of a full bucket
    /// @param untilFull nanoseconds to the next fill
    record Verdict(boolean allowed, int limit, int remaining, long untilFull) {}

    Mono<Verdict> charge(String name, Identified identified, String address, long nanos) {
        RateLimitSettings.Policy policy = settings.policies().get(name);
        if (policy == null) {
            throw new IllegalArgumentException("no rate policy is named " + name);
        }
        Key key = new Key(name, policy.by() == RateLimitSettings.By.ADDRESS ? address : who(identified, address));
        Bucket bucket = buckets.get(key, _ -> new Bucket(policy.limit(), policy.per()));
        Bucket.Taken taken = bucket.charge(nanos);
        return Mono.just(new Verdict(taken.allowed(), policy.limit(), taken.remaining(), taken.untilFull()));
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
