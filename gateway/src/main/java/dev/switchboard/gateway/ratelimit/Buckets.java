package dev.switchboard.gateway.ratelimit;

import java.util.concurrent.Executor;
import reactor.core.publisher.Mono;

/// The buckets of all callers under all policies. A bucket that is not there yet is full.
interface Buckets {
    /// Takes one token where there is one. Never fails.
    ///
    /// @param loop where the verdict is told
    Mono<Verdict> charge(Key key, RateLimitSettings.Policy policy, Executor loop);

    /// @param policy its name
    /// @param who whose requests count together
    record Key(String policy, String who) {}

    /// @param limit tokens of a full bucket
    /// @param untilFull nanoseconds to the next fill
    record Verdict(boolean allowed, int limit, int remaining, long untilFull) {}
}
