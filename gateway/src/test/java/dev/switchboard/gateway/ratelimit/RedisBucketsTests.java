package dev.switchboard.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.gateway.ratelimit.Buckets.Key;
import dev.switchboard.gateway.ratelimit.Buckets.Verdict;
import dev.switchboard.gateway.ratelimit.RateLimitSettings.By;
import dev.switchboard.gateway.ratelimit.RateLimitSettings.Policy;
import dev.switchboard.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisBucketsTests implements BucketsKit {
    private static final Policy TEN = new Policy(10, Duration.ofMinutes(10), By.ADDRESS);

    private RedisServer redis;
    private SharingGateway one;
    private SharingGateway two;

    @BeforeAll
    void start() {
        redis = RedisServer.started();
    }

    @AfterAll
    void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        one = SharingGateway.over(redis.url());
        two = SharingGateway.over(redis.url());
        one.awaitSharing();
        two.awaitSharing();
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    @Override
    public Buckets buckets() {
        return one.buckets();
    }

    @Test
    void twoGatewaysShareOneBudget() {
        Key key = BucketsKit.key();
        List<Integer> remaining = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            remaining.add(one.charge(key, TEN).remaining());
            remaining.add(two.charge(key, TEN).remaining());
        }
        assertThat(remaining).containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        assertThat(one.charge(key, TEN).allowed()).isFalse();
        assertThat(two.charge(key, TEN).allowed()).isFalse();
        assertThat(one.decidedAlone()).isZero();
        assertThat(two.decidedAlone()).isZero();
    }

    @Test
    void aGatewayGoesOnAloneWhenRedisDiesAndSharesAgainWhenItIsBack() {
        Key key = BucketsKit.key();
        for (int i = 0; i < 4; i++) {
            one.charge(key, TEN);
        }
        redis.kill();
        try {
            goOnAlone(key);
        } finally {
            redis.start();
        }
        one.awaitSharing();
        two.awaitSharing();
        Key fresh = BucketsKit.key();
        assertThat(one.charge(fresh, TEN).remaining()).isEqualTo(9);
        assertThat(two.charge(fresh, TEN).remaining()).isEqualTo(8);
    }

    private void goOnAlone(Key key) {
        // its own memory counted along: four tokens are gone
        for (int left = 5; left >= 0; left--) {
            assertThat(one.charge(key, TEN))
                    .extracting(Verdict::allowed, Verdict::remaining)
                    .containsExactly(true, left);
        }
        assertThat(one.charge(key, TEN).allowed()).isFalse();
        assertThat(one.decidedAlone()).isEqualTo(7);
        Awaitility.await().until(() -> one.up() == 0);
    }

    @Test
    void aRedisThatDoesNotAnswerCostsNoRequestMoreThanTheTimeout() {
        try (SharingGateway hasty = SharingGateway.over(redis.url(), Duration.ofMillis(75))) {
            hasty.awaitSharing();
            redis.pause();
            try {
                double before = hasty.decidedAlone();
                Key key = BucketsKit.key();
                long started = System.nanoTime();
                for (int i = 0; i < 50; i++) {
                    hasty.charge(key, TEN);
                }
                // a few time out; then the breaker answers for Redis, and tries it about once a second
                assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(4));
                assertThat(hasty.decidedAlone()).isEqualTo(before + 50);
                Awaitility.await().until(() -> hasty.up() == 0);
            } finally {
                redis.goOn();
            }
            hasty.awaitSharing();
        }
    }

    @Test
    void aGatewayThatStartsWithoutRedisFindsItLater() {
        try (RedisServer late = RedisServer.started()) {
            late.kill();
            try (SharingGateway early = SharingGateway.over(late.url())) {
                assertThat(early.charge(BucketsKit.key(), TEN).allowed()).isTrue();
                assertThat(early.decidedAlone()).isEqualTo(1);
                late.start();
                early.awaitSharing();
            }
        }
    }

    @Test
    void aWrongPasswordIsNoReasonToRefuseAnybody() {
        try (SharingGateway stranger = SharingGateway.over("redis://:wrong@127.0.0.1:" + redis.port())) {
            assertThat(stranger.charge(BucketsKit.key(), TEN).allowed()).isTrue();
            assertThat(stranger.decidedAlone()).isEqualTo(1);
            stranger.staysAlone();
        }
    }

    @Test
    void tlsIsSpokenAndTheCertificateIsChecked() throws Exception {
        try (TlsFront front = TlsFront.before(redis.port())) {
            String url = "rediss://:" + RedisServer.password() + "@localhost:" + front.port();
            try (SharingGateway trusting = SharingGateway.over(url + "?verifyPeer=NONE");
                    SharingGateway strict = SharingGateway.over(url)) {
                trusting.awaitSharing();
                // a gateway decides alone whenever Redis answers late
                await().untilAsserted(() -> {
                    Key key = BucketsKit.key();
                    assertThat(trusting.charge(key, TEN).remaining()).isEqualTo(9);
                    assertThat(one.charge(key, TEN).remaining()).isEqualTo(8);
                });
                assertThat(strict.charge(BucketsKit.key(), TEN).allowed()).isTrue();
                assertThat(strict.decidedAlone()).isEqualTo(1);
                strict.staysAlone();
            }
        }
    }

    @Test
    void theVerdictIsToldOnTheLoopThatAsked() {
        try (var loop = Executors.newSingleThreadExecutor(task -> new Thread(task, "the-loop"))) {
            String name = one.buckets()
                    .charge(BucketsKit.key(), TEN, loop)
                    .map(_ -> Thread.currentThread().getName())
                    .block(Duration.ofSeconds(5));
            assertThat(name).isEqualTo("the-loop");
        }
    }

    @Test
    void anAddressThatIsNoneStopsTheStart() {
        assertThatThrownBy(() -> SharingGateway.over("http://127.0.0.1")).isInstanceOf(IllegalArgumentException.class);
    }
}
