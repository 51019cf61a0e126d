package dev.switchboard.gateway.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.GatewayTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// Ways round the rate limits (S10): no header, path or credential makes a client another one.
@GatewayTest
@TestPropertySource(
        properties = {
            "switchboard.rate-limit.policies.amoiq.limit=20",
            "switchboard.rate-limit.policies.sockets.limit=30",
            "switchboard.rate-limit.policies.nowhere.limit=40"
        })
class AddressAttackTests {
    @LocalServerPort
    int port;

    @Test
    void anAddressThatAHeaderInventsIsNotTheClients() {
        String[] inventions = {
            "X-Forwarded-For: 198.51.100.%d",
            "x-forwarded-for: 198.51.100.%d, 203.0.113.9",
            "Forwarded: for=198.51.100.%d",
            "X-Real-IP: 198.51.100.%d",
            "X-Client-IP: 198.51.100.%d",
            "True-Client-IP: 198.51.100.%d",
            "CF-Connecting-IP: 198.51.100.%d"
        };
        int allowed = 0;
        for (int i = 0; i < 60; i++) {
            String path = i % 3 == 0 ? "/api/chat/messages" : i % 3 == 1 ? "/api/v1/chat/messages" : "/webchat/message";
            try (RawPeer attacker =
                    new RawPeer(port).send(RawPeer.get(path, inventions[i % inventions.length].formatted(i)))) {
                RawPeer.Answer answer = attacker.answer();
                assertThat(answer.head().header("X-RateLimit-Limit")).isEqualTo("20");
                if (answer.status() != 429) {
                    allowed++;
                } else {
                    assertThat(answer.body()).contains("\"code\":\"RATE_LIMIT_EXCEEDED\"");
                    assertThat(Long.parseLong(answer.head().header("Retry-After")))
                            .isBetween(1L, 60L);
                }
            }
        }
        assertThat(allowed).isEqualTo(20);
    }

    @Test
    void pathsThatDoNotExistCountToo() {
        int allowed = 0;
        for (int i = 0; i < 60; i++) {
            try (RawPeer attacker =
                    new RawPeer(port).send(RawPeer.get(i % 2 == 0 ? "/nowhere/" + i : "/api//chat/" + i))) {
                int status = attacker.answer().status();
                assertThat(status).isIn(404, 400, 429);
                allowed += status == 429 ? 0 : 1;
            }
        }
        assertThat(allowed).isEqualTo(40);
    }

    @Test
    void newSocketsCountByAddressWhateverTheProtocolAndTheKey() {
        int allowed = 0;
        for (int i = 0; i < 45; i++) {
            String path = i % 2 == 0 ? "/ws?token=pk_guess" : "/socket/websocket?vsn=2.0.0&token=";
            try (RawPeer attacker =
                    new RawPeer(port).send(RawPeer.handshake(path + i + "&sid=" + i, "X-Forwarded-For: 10.0.0." + i))) {
                RawPeer.Head head = attacker.head();
                assertThat(head.header("X-RateLimit-Limit")).isEqualTo("30");
                allowed += head.status() == 429 ? 0 : 1;
            }
        }
        assertThat(allowed).isEqualTo(30);
    }
}
