package dev.switchboard.gateway.ratelimit;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;

/// Buckets in this gateway's memory, in two generations: each `life`, or when the young one is full, the old one is
/// forgotten with all that was not used since. There is no lock that an event loop could wait for.
final class MemoryBuckets implements Buckets {
    private final int mostYoung;
    private final long life;
    private final LongSupplier clock;
    private final AtomicReference<Generations> generations;

    /// @param most buckets at once
    /// @param life a bucket is kept at least so long after its last use, unless there are too many
    /// @param clock nanoseconds that do not leap
    MemoryBuckets(int most, Duration life, LongSupplier clock) {
        this.mostYoung = Math.max(1, most / 2);
        this.life = life.toNanos();
        this.clock = clock;
        this.generations = new AtomicReference<>(
                new Generations(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), clock.getAsLong()));
    }

    private record Generations(Map<Key, Bucket> young, Map<Key, Bucket> old, long since) {}

    @Override
    public Mono<Verdict> charge(Key key, RateLimitSettings.Policy policy, Executor loop) {
        return Mono.just(take(key, policy));
    }

    Verdict take(Key key, RateLimitSettings.Policy policy) {
        long now = clock.getAsLong();
        Bucket.Taken taken = bucket(key, policy, now).charge(now);
        return new Verdict(taken.allowed(), policy.limit(), taken.remaining(), taken.untilFull());
    }

    int count() {
        Generations both = generations.get();
        return both.young().size() + both.old().size();
    }

    private Bucket bucket(Key key, RateLimitSettings.Policy policy, long now) {
        Generations both = generations.get();
        Bucket known = both.young().get(key);
        if (known != null && now - both.since() < life) {
            return known;
        }
        Map<Key, Bucket> young = room(both, now);
        Bucket kept = known != null ? known : both.old().get(key);
        Bucket fresh = kept != null ? kept : new Bucket(policy.limit(), policy.per());
        Bucket other = young.putIfAbsent(key, fresh);
        return other == null ? fresh : other;
    }

    /// The young generation, which is a new one when the present one is full or its time is over.
    private Map<Key, Bucket> room(Generations both, long now) {
        if (both.young().size() < mostYoung && now - both.since() < life) {
            return both.young();
        }
        Generations next = new Generations(new ConcurrentHashMap<>(), both.young(), now);
        return generations.compareAndSet(both, next)
                ? next.young()
                : generations.get().young();
    }
}
