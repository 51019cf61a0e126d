package dev.switchboard.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.ratelimit.Buckets.Key;
import dev.switchboard.gateway.ratelimit.RateLimitSettings.By;
import dev.switchboard.gateway.ratelimit.RateLimitSettings.Policy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

class MemoryBucketsTests implements BucketsKit {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MemoryBuckets buckets = new MemoryBuckets(1000, MINUTE, System::nanoTime);

    @Override
    public Buckets buckets() {
        return buckets;
    }

    /// On threads that BlockHound watches: one that waited for a lock would fail the test.
    @Test
    void tenThousandCallersOnEventLoopsNeverWaitAndGetWhatIsTheirs() {
        MemoryBuckets many = new MemoryBuckets(50_000, MINUTE, System::nanoTime);
        Policy policy = new Policy(5, MINUTE, By.ADDRESS);
        Long allowed = Flux.range(0, 80_000)
                .parallel(8)
                .runOn(Schedulers.newParallel("event-loops", 8))
                .map(i -> many.take(new Key("test", "caller-" + i % 10_000), policy))
                .sequential()
                .filter(Buckets.Verdict::allowed)
                .count()
                .block(Duration.ofSeconds(60));
        assertThat(allowed).isEqualTo(50_000);
        assertThat(many.count()).isEqualTo(10_000);
    }

    @Test
    void aFloodOfNewCallersIsBoundedAndWhoIsActiveIsNotForgotten() {
        Policy policy = new Policy(100_000, MINUTE, By.ADDRESS);
        Key active = BucketsKit.key();
        for (int i = 0; i < 20_000; i++) {
            buckets.take(new Key("test", "stranger-" + i), policy);
            if (i % 100 == 0) {
                buckets.take(active, policy);
            }
            assertThat(buckets.count()).isLessThanOrEqualTo(1000);
        }
        assertThat(buckets.take(active, policy).remaining()).isEqualTo(100_000 - 201);
    }

    @Test
    void whatIsNotUsedForTwoLivesIsForgotten() {
        AtomicLong clock = new AtomicLong();
        MemoryBuckets timed = new MemoryBuckets(1000, MINUTE, clock::get);
        for (int i = 0; i < 100; i++) {
            timed.take(new Key("test", "caller-" + i), BucketsKit.THREE);
        }
        for (int minute = 1; minute <= 2; minute++) {
            clock.addAndGet(MINUTE.toNanos());
            timed.take(BucketsKit.key(), BucketsKit.THREE);
        }
        assertThat(timed.count()).isEqualTo(2);
    }

    @Test
    void aBucketIsKeptWhileTheGenerationsChange() {
        AtomicLong clock = new AtomicLong();
        MemoryBuckets timed = new MemoryBuckets(1000, MINUTE, clock::get);
        Policy hour = new Policy(3, Duration.ofHours(1), By.ADDRESS);
        Key key = BucketsKit.key();
        for (int i = 0; i < 3; i++) {
            assertThat(timed.take(key, hour).allowed()).isTrue();
            clock.addAndGet(MINUTE.toNanos());
        }
        assertThat(timed.take(key, hour).allowed()).isFalse();
    }
}
