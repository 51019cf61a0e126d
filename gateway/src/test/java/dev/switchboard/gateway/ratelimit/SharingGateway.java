package dev.switchboard.gateway.ratelimit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;

/// The limiter of one gateway, wired as in the application.
record SharingGateway(RedisLink link, SharedBuckets buckets, SimpleMeterRegistry meters) implements AutoCloseable {
    /// So patient that a busy machine is not taken for a Redis that is away.
    static SharingGateway over(String url) {
        return over(url, Duration.ofSeconds(3));
    }

    static SharingGateway over(String url, Duration patience) {
        RateLimitSettings settings = new RateLimitSettings(Map.of(), 1000, List.of(), url, patience);
        RedisWiring wiring = new RedisWiring();
        RedisLink link = wiring.redisLink(settings);
        MemoryBuckets own = new MemoryBuckets(settings.buckets(), Duration.ofMinutes(10), System::nanoTime);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        return new SharingGateway(link, wiring.sharedBuckets(link, own, settings, meters), meters);
    }

    Buckets.Verdict charge(Buckets.Key key, RateLimitSettings.Policy policy) {
        return Objects.requireNonNull(buckets.charge(key, policy, Runnable::run).block(Duration.ofSeconds(5)));
    }

    double decidedAlone() {
        return meters.counter("switchboard.ratelimit.alone").count();
    }

    double up() {
        return meters.get("switchboard.ratelimit.redis.up").gauge().value();
    }

    /// Until Redis decides, and not this gateway alone.
    void awaitSharing() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            double before = decidedAlone();
            charge(BucketsKit.key(), BucketsKit.THREE);
            return up() == 1 && decidedAlone() == before;
        });
    }

    /// Though it tries several times in these seconds.
    void staysAlone() {
        Awaitility.await().during(Duration.ofSeconds(2)).until(() -> up() == 0);
    }

    @Override
    public void close() {
        link.destroy();
    }
}
