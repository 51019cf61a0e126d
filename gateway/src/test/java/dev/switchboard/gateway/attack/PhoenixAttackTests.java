package dev.switchboard.gateway.attack;

import static dev.switchboard.gateway.attack.RawFrames.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.GatewayTest;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.testing.Facts;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What a stranger without any credential can do on a Phoenix socket (S1, S14, S15, S18).
@GatewayTest
class PhoenixAttackTests {
    @Autowired
    Facts facts;

    @Autowired
    Accounts accounts;

    @Autowired
    Feed feed;

    @Autowired
    MeterRegistry meters;

    @LocalServerPort
    int port;

    @BeforeEach
    void ready() {
        Gatecrash.at(port, facts, accounts, feed);
    }

    private RawPeer phoenix(String version) {
        return RawPeer.upgraded(port, "/socket/websocket?vsn=" + version);
    }

    private static String join(String ref, String topic) {
        return "[\"%s\",\"%s\",\"%s\",\"phx_join\",{}]".formatted(ref, ref, topic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "conversation:%s",
                "notification:%s",
                "conversation:*",
                "conversation:lobby",
                "CONVERSATION:%s",
                "conversation:%%2a",
                "conversation:{%s}",
                "rooms:lobby",
                ""
            })
    void noTopicIsJoinedByGuessingAndTheAnswerTellsNothing(String pattern) {
        try (RawPeer stranger = phoenix("2.0.0")) {
            String topic = pattern.formatted(UUID.randomUUID());
            String reply = stranger.send(text(join("1", topic))).frame().text();
            assertThat(reply).contains("\"phx_reply\"", "\"status\":\"error\"").doesNotContain("\"status\":\"ok\"");
        }
    }

    @Test
    void aJoinFloodIsAnsweredJoinByJoinAndTheSocketStays() {
        try (RawPeer stranger = phoenix("2.0.0")) {
            int limited = 0;
            for (int i = 0; i < 500; i++) {
                stranger.send(text(join("" + i, "notification:" + UUID.randomUUID())));
                String reply = stranger.frame().text();
                assertThat(reply).contains("\"status\":\"error\"", "\"" + i + "\"");
                limited += reply.contains("rate limited") ? 1 : 0;
            }
            assertThat(limited).isGreaterThan(0);
        }
        Awaitility.await()
                .until(() -> meters.get("switchboard.socket.open").gauge().value() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0", "2.0.0"})
    void whatIsNoFrameOfTheProtocolIsRefusedAndTheSocketStays(String version) {
        List<String> shapes = List.of(
                "[".repeat(10_000),
                "{\"a\":".repeat(10_000),
                "[1,2,\"t\",\"e\"," + "[".repeat(10_000) + "]".repeat(10_000) + "]",
                "[]",
                "[1,2,3,4,5,6]",
                "null",
                "9".repeat(60_000),
                "[{},[],\"t\",\"e\",{}]",
                "{\"topic\":1,\"event\":2,\"payload\":3,\"ref\":{}}");
        try (RawPeer stranger = phoenix(version)) {
            for (String shape : shapes) {
                String reply = stranger.send(text(shape)).frame().text();
                assertThat(reply).contains("error").doesNotContain("Exception");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "presence_state",
                "presence_diff",
                "conversation:created",
                "conversation:updated",
                "phx_reply",
                "phx_error",
                "shout",
                "typing"
            })
    void anEventOnATopicThatIsNotJoinedReachesNobody(String event) {
        String topic = "conversation:" + UUID.randomUUID();
        try (RawPeer stranger = phoenix("2.0.0")) {
            String push = "[\"1\",\"2\",\"%s\",\"%s\",{\"body\":\"x\"}]".formatted(topic, event);
            assertThat(stranger.send(text(push)).frame().text()).contains("unmatched topic");
        }
    }
}
