package dev.switchboard.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.ratelimit.Buckets.Key;
import dev.switchboard.gateway.ratelimit.Buckets.Verdict;
import dev.switchboard.gateway.ratelimit.RateLimitSettings.By;
import dev.switchboard.gateway.ratelimit.RateLimitSettings.Policy;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/// What buckets promise, wherever they are kept.
interface BucketsKit {
    Policy THREE = new Policy(3, Duration.ofMinutes(1), By.ADDRESS);

    Buckets buckets();

    static Key key() {
        return new Key("test", UUID.randomUUID().toString());
    }

    default Verdict charge(Key key, Policy policy) {
        Verdict verdict = buckets().charge(key, policy, Runnable::run).block(Duration.ofSeconds(5));
        assertThat(verdict).isNotNull();
        return verdict;
    }

    @Test
    default void aFullBucketGivesItsTokensAndNoMore() {
        Key key = key();
        List<Verdict> verdicts =
                IntStream.range(0, 5).mapToObj(_ -> charge(key, THREE)).toList();
        assertThat(verdicts).extracting(Verdict::allowed).containsExactly(true, true, true, false, false);
        assertThat(verdicts).extracting(Verdict::remaining).containsExactly(2, 1, 0, 0, 0);
        assertThat(verdicts).extracting(Verdict::limit).containsOnly(3);
        assertThat(verdicts)
                .extracting(Verdict::untilFull)
                .allSatisfy(nanos ->
                        assertThat(Duration.ofNanos(nanos)).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(60)));
    }

    @Test
    default void callersAndPoliciesDoNotShareTokens() {
        Key one = key();
        IntStream.range(0, 4).forEach(_ -> charge(one, THREE));
        assertThat(charge(one, THREE).allowed()).isFalse();
        assertThat(charge(key(), THREE).allowed()).isTrue();
        assertThat(charge(new Key("other", one.who()), THREE).allowed()).isTrue();
    }

    @Test
    default void aBucketIsFullAgainWhenItSaysSo() {
        Policy brief = new Policy(2, Duration.ofMillis(600), By.ADDRESS);
        Key key = key();
        charge(key, brief);
        charge(key, brief);
        Verdict refused = charge(key, brief);
        assertThat(refused.allowed()).isFalse();
        long full = System.nanoTime() + refused.untilFull();
        Awaitility.await().until(() -> System.nanoTime() - full > 0);
        assertThat(charge(key, brief))
                .extracting(Verdict::allowed, Verdict::remaining)
                .containsExactly(true, 1);
    }

    @Test
    default void callersAtOnceGetExactlyTheLimit() {
        Policy hundred = new Policy(100, Duration.ofMinutes(1), By.ADDRESS);
        Key key = key();
        Long allowed = Flux.range(0, 1000)
                .flatMap(_ -> buckets().charge(key, hundred, Runnable::run), 200)
                .filter(Verdict::allowed)
                .count()
                .block(Duration.ofSeconds(20));
        assertThat(allowed).isEqualTo(100);
    }
}
