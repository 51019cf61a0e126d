package dev.switchboard.gateway.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.GatewayTest;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.testing.Facts;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Requests that two parsers may read differently, and upgrades that are none (S19).
@GatewayTest
class RequestAttackTests {
    @Autowired
    Facts facts;

    @Autowired
    Accounts accounts;

    @Autowired
    Feed feed;

    @LocalServerPort
    int port;

    static Stream<Arguments> smuggled() {
        String post = "POST /api/conversations/1 HTTP/1.1\r\nHost: localhost\r\n";
        String body = "0\r\n\r\nGET /api/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";
        return Stream.of(
                Arguments.of("two lengths", post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n12345" + body),
                Arguments.of("a length of two values", post + "Content-Length: 5, 6\r\n\r\n12345" + body),
                Arguments.of("a negative length", post + "Content-Length: -1\r\n\r\n" + body),
                Arguments.of("a length with a sign", post + "Content-Length: +5\r\n\r\n12345" + body),
                Arguments.of(
                        "a chunked length", post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n" + body),
                Arguments.of("a space before the colon", post + "Transfer-Encoding : chunked\r\n\r\n" + body),
                Arguments.of("a folded header", post + "Transfer-Encoding:\r\n chunked\r\n\r\n" + body),
                Arguments.of("a tab in the encoding", post + "Transfer-Encoding: \u000bchunked\r\n\r\n" + body),
                Arguments.of("an encoding that is none", post + "Transfer-Encoding: xchunked\r\n\r\n" + body),
                Arguments.of(
                        "a chunk of a bad size", post + "Transfer-Encoding: chunked\r\n\r\n0x5\r\n12345\r\n" + body),
                Arguments.of("a NUL in a header", post + "X-A: a\u0000b\r\n\r\n"),
                Arguments.of("no method", "/api/conversations HTTP/1.1\r\n\r\n"),
                Arguments.of("HTTP/2 by prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("smuggled")
    void anAmbiguousRequestIsRefusedOrIsOneAndTheConnectionEnds(String what, String bytes) {
        try (RawPeer attacker = new RawPeer(port).send(bytes)) {
            String heard = attacker.everything();
            assertThat(heard.split("HTTP/1\\.1 ", -1)).as(heard).hasSizeLessThanOrEqualTo(2);
            assertThat(heard).doesNotContain("smuggled").doesNotContain(" 500 ").doesNotContain(" 101 ");
        }
    }

    @Test
    void nothingButAWholeHandshakeIsUpgraded() {
        Gatecrash target = Gatecrash.at(port, facts, accounts, feed);
        String whole = RawPeer.handshake(target.path());
        List<String> broken = List.of(
                whole.replace("Upgrade: websocket\r\n", ""),
                whole.replace("Connection: Upgrade\r\n", ""),
                whole.replace("Upgrade: websocket", "Upgrade: h2c"),
                whole.replace("GET", "POST"),
                whole.replace("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 7"),
                whole.replace("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 8"),
                whole.replace("Sec-WebSocket-Version: 13\r\n", ""),
                whole.replace("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", ""),
                whole.replace("Upgrade: websocket\r\n", "").replace("Version: 13", "Version: 7"),
                whole.replace("HTTP/1.1", "HTTP/1.0"));
        for (String handshake : broken) {
            try (RawPeer attacker = new RawPeer(port).send(handshake)) {
                assertThat(attacker.head().status()).as(handshake).isIn(400, 426);
            }
        }
        try (RawPeer h2c = new RawPeer(port)
                .send(RawPeer.get(
                        "/api/health",
                        "Connection: Upgrade, HTTP2-Settings",
                        "Upgrade: h2c",
                        "HTTP2-Settings: AAMAAABk"))) {
            assertThat(h2c.head().status()).isEqualTo(200);
        }
    }

    @Test
    void aRequestBehindAnUpgradeIsNoRequestAnyMore() {
        Gatecrash target = Gatecrash.at(port, facts, accounts, feed);
        try (RawPeer attacker =
                new RawPeer(port).send(RawPeer.handshake(target.path()) + RawPeer.get("/api/conversations/smuggled"))) {
            assertThat(attacker.head().status()).isEqualTo(101);
            assertThat(attacker.frame().text()).contains("connection_established");
            attacker.send(RawFrames.text("{\"type\":\"nonsense\",\"id\":\"m-1\"}"));
            assertThat(attacker.frame().text()).contains("m-1");
        }
    }

    @Test
    void headersThatAreTooLargeAreRefused() {
        try (RawPeer attacker = new RawPeer(port)) {
            attacker.sendUnlessClosed(
                    RawPeer.get("/api/conversations", "X-Long: " + "a".repeat(65_536))
                            .getBytes(),
                    1);
            assertThat(attacker.head().status()).isIn(413, 431);
        }
        try (RawPeer attacker = new RawPeer(port)) {
            attacker.sendUnlessClosed(
                    RawPeer.get("/api/conversations?" + "a".repeat(65_536)).getBytes(), 1);
            assertThat(attacker.head().status()).isIn(400, 413, 414, 431);
        }
    }
}
