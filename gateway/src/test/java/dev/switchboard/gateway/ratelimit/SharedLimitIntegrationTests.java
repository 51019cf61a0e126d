package dev.switchboard.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.GatewayTest;
import dev.switchboard.gateway.ratelimit.RateLimitSettings.By;
import dev.switchboard.gateway.ratelimit.RateLimitSettings.Policy;
import dev.switchboard.testing.RedisServer;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/// A whole gateway with `REDIS_URL`, and what a second one would spend.
@GatewayTest
@TestPropertySource(
        properties = {"switchboard.rate-limit.policies.amoiq.limit=10", "switchboard.rate-limit.redis-timeout=3s"})
class SharedLimitIntegrationTests {
    private static final RedisServer REDIS = RedisServer.started();
    private static final Policy AMOIQ = new Policy(10, Duration.ofMinutes(1), By.ADDRESS);

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void redis(DynamicPropertyRegistry registry) {
        registry.add("REDIS_URL", REDIS::url);
    }

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    @Test
    void whatAnotherGatewayHasSpentIsGoneHereToo() {
        WebTestClient client =
                WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        try (SharingGateway other = SharingGateway.over(REDIS.url())) {
            other.awaitSharing();
            for (int i = 0; i < 8; i++) {
                other.charge(new Buckets.Key("amoiq", "127.0.0.1"), AMOIQ);
            }
            // until this gateway has its connection it decides alone
            Awaitility.await()
                    .untilAsserted(() -> client.get()
                            .uri("/api/chat/messages")
                            .exchange()
                            .expectStatus()
                            .isEqualTo(429)
                            .expectHeader()
                            .valueEquals("X-RateLimit-Remaining", "0"));
            assertThat(other.charge(new Buckets.Key("amoiq", "127.0.0.1"), AMOIQ)
                            .allowed())
                    .isFalse();
        }
    }
}
