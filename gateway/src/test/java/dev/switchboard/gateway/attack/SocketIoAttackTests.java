package dev.switchboard.gateway.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.switchboard.gateway.GatewayTest;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.gateway.socket.engineio.EngineSocketClient;
import dev.switchboard.gateway.socket.engineio.PollingClient;
import dev.switchboard.testing.Facts;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// What has brought other Engine.IO and Socket.IO servers down, by either transport (S14, S18, S21).
@GatewayTest
@TestPropertySource(
        properties = {
            "switchboard.socket.close-timeout=1s",
            "switchboard.rate-limit.policies.sockets.limit=5000",
            "switchboard.rate-limit.policies.polls.limit=100000",
        })
class SocketIoAttackTests {
    private static final String SEPARATOR = "\u001e";
    private static final int PAYLOAD = 1_000_000;

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

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Gatecrash target;
    private PollingClient http;

    @BeforeEach
    void open() {
        target = Gatecrash.at(port, facts, accounts, feed);
        http = new PollingClient(port);
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void noAttackIsAnErrorOfOurs() {
        root().detachAppender(log);
        assertThat(log.list)
                .filteredOn(event -> event.getThrowableProxy() != null)
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEmpty();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private String connect() {
        return "40{\"token\":\"" + target.tenant().publishable() + "\",\"sessionId\":\"s-1\"}";
    }

    private EngineSocketClient guest() {
        EngineSocketClient client = new EngineSocketClient(port, "");
        assertThat(client.next()).startsWith("0{");
        assertThat(client.send(connect()).next()).startsWith("40{");
        return client;
    }

    private String polled() {
        String query = http.open("");
        assertThat(http.post(query, connect()).statusCode()).isEqualTo(200);
        assertThat(http.get(query).body()).contains("40{");
        return query;
    }

    private void ended(String query) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> http.get(query).statusCode() == 400);
    }

    static List<String> malformed() {
        return List.of(
                "42",
                "42{}",
                "42[]",
                "42[{\"toString\":\"foo\"}]",
                "42[null,{}]",
                "42[[\"message\"]]",
                "42[\"message\",{}",
                "42[\"message\",{}]]",
                "42[\"message\",{\"text\":\"x\"}] trailing",
                "42[\"message\"," + "[".repeat(10_000) + "]".repeat(10_000) + "]",
                "42[\"message\"," + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + "]",
                "42[\"message\",{\"text\":" + "9".repeat(100_000) + "}]",
                "42[\"newListener\",{}]",
                "42[\"connect_error\",{}]",
                "42999999999999999999[\"message\",{}]",
                "42/" + "n".repeat(500_000) + ",[\"message\",{}]",
                "40/" + "n".repeat(500_000) + ",",
                "43[1]",
                "44{}",
                "47[\"message\"]",
                "4\u0000",
                "450-[\"message\"]",
                "45-[\"message\",{\"_placeholder\":true,\"num\":0}]",
                "4511-[\"message\"]",
                "4510000-[\"message\",{\"_placeholder\":true,\"num\":0}]",
                "45999999999999-[\"message\",{\"_placeholder\":true,\"num\":0}]",
                "451-[\"message\",{\"_placeholder\":true,\"num\":\"splice\"}]",
                "451-[\"message\",{\"_placeholder\":true,\"num\":-1}]",
                "451-[\"message\",{\"_placeholder\":true,\"num\":1}]",
                "451-[\"message\",{\"_placeholder\":true,\"num\":" + "9".repeat(900) + "}]",
                "451-[\"message\",{\"_placeholder\":true}]",
                "451-[\"message\",{\"_placeholder\":1,\"num\":0}]",
                "451-[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":0}]",
                "451-[\"message\"," + "[".repeat(10_000) + "]",
                "461-[{\"_placeholder\":true,\"num\":0}]");
    }

    @Test
    void aPacketThatIsNoneEndsItsSessionAndNoOther() {
        try (EngineSocketClient witness = guest()) {
            for (String packet : malformed()) {
                try (EngineSocketClient attacker = guest()) {
                    assertThat(attacker.send(packet).closeCode())
                            .as(packet.substring(0, Math.min(80, packet.length())))
                            .isEqualTo(1002);
                }
            }
            witness.send("421[\"get_online_users\",{}]");
            assertThat(witness.next()).startsWith("431[{\"success\":false");
        }
    }

    @Test
    void theSameByPollingEndsTheSessionToo() {
        for (String packet : List.of(
                "42[{\"toString\":\"foo\"}]",
                "4510000-[\"message\",{\"_placeholder\":true,\"num\":0}]",
                "451-[\"message\",{\"_placeholder\":true,\"num\":\"splice\"}]",
                "40/" + "n".repeat(500_000) + ",",
                "bAAAA",
                "4" + SEPARATOR + SEPARATOR,
                "451-[\"message\",{\"_placeholder\":true,\"num\":0}]" + SEPARATOR + "42[\"message\",{}]")) {
            String query = polled();
            assertThat(http.post(query, packet).statusCode()).isEqualTo(200);
            ended(query);
        }
        for (String body : List.of("b====", "b\u00e9", "", SEPARATOR, "x")) {
            String query = polled();
            assertThat(http.post(query, body).statusCode()).as(body).isEqualTo(400);
            ended(query);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"__proto__", "constructor", "hasOwnProperty", "toString", "error", "", "message\u0000"})
    void anEventOfAnyOtherNameIsAnsweredAndTheConnectionStays(String name) {
        String json = name.replace("\u0000", "\\u0000");
        try (EngineSocketClient attacker = guest()) {
            attacker.send("421[\"" + json + "\",{\"__proto__\":{\"isAdmin\":true}}]");
            assertThat(attacker.next())
                    .startsWith("431[{\"success\":false")
                    .contains("NOT_SUPPORTED")
                    .doesNotContain("Exception");
            attacker.send("42[\"" + json + "\"]");
            assertThat(attacker.next()).startsWith("42[\"error_message\"");
        }
    }

    @Test
    void fieldsThatMeanSomethingElsewhereMeanNothingHere() {
        try (EngineSocketClient attacker = guest()) {
            attacker.send("421[\"message\",{\"__proto__\":{\"text\":\"x\"},\"constructor\":{\"prototype\":{}},"
                    + "\"role\":\"admin\",\"sender\":\"agent\",\"user_id\":7}]");
            assertThat(attacker.next()).startsWith("431[{\"success\":false").contains("text");
            attacker.send("422[\"message\",{\"text\":{\"$ne\":1}}]");
            assertThat(attacker.next()).startsWith("432[{\"success\":false").contains("INVALID_REQUEST");
            attacker.send("423[\"get_online_users\",[[[]]]]");
            assertThat(attacker.next()).startsWith("433[{\"success\":false");
            for (String forged : List.of("meta_message_created", "user_online", "session_started")) {
                attacker.send("424[\"" + forged + "\",{\"message\":{\"text\":\"forged\"}}]");
                assertThat(attacker.next()).startsWith("434[{\"success\":false").contains("NOT_SUPPORTED");
            }
        }
    }

    @Test
    void binaryPartsAreBoundedAndThoseThatNobodyAnnouncedEndTheSession() {
        try (EngineSocketClient attacker = guest()) {
            assertThat(attacker.send(new byte[] {1}).closeCode()).isEqualTo(1002);
        }
        try (EngineSocketClient attacker = guest()) {
            attacker.send("452-[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            attacker.send(new byte[1]);
            assertThat(attacker.send("42[\"message\",{}]").closeCode()).isEqualTo(1002);
        }
        Footprint before = Footprint.now();
        List<EngineSocketClient> crowd = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            EngineSocketClient attacker = guest();
            attacker.send("452-[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            attacker.send(new byte[PAYLOAD - 1000]);
            crowd.add(attacker);
        }
        // what was sent is counted, not kept; each loop's allocator keeps a chunk or two
        before.isRestoredWithin(32);
        crowd.forEach(EngineSocketClient::close);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedHoweverItComesAndLeavesNothingBehind() {
        String warm = polled();
        assertThat(http.post(warm, "4" + "a".repeat(PAYLOAD)).statusCode()).isEqualTo(413);
        Footprint before = Footprint.now();
        for (int i = 0; i < 10; i++) {
            String query = polled();
            assertThat(http.post(query, "4" + "a".repeat(PAYLOAD)).statusCode()).isEqualTo(413);
            ended(query);
            String other = polled();
            try (RawPeer chunked = new RawPeer(port)) {
                chunked.send("POST /socket.io/?" + other
                        + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
                byte[] chunk = ("10000\r\n" + "a".repeat(0x10000) + "\r\n").getBytes();
                chunked.sendUnlessClosed(chunk, 160);
            } catch (AssertionError | java.io.UncheckedIOException _) {
                // cut in the middle, as it may be
            }
            ended(other);
        }
        before.isRestoredWithin(8);
    }

    @Test
    void whoStillSendsABodyThatIsTooLargeGetsTheAnswerAllTheSame() {
        try (RawPeer peer = new RawPeer(port)) {
            peer.send(
                    "POST /socket.io/?" + polled() + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8000000\r\n\r\n");
            // a connection that were closed on these would be reset, and the answer lost
            peer.send(new byte[4_000_000]);
            assertThat(peer.answer().status()).isEqualTo(413);
            assertThat(peer.isEnded()).isTrue();
        }
    }

    @Test
    void oneBodyHoldsAThousandPacketsAndNoMore() {
        String query = polled();
        assertThat(http.post(query, String.join(SEPARATOR, Collections.nCopies(1_000, "6")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(http.post(query, String.join(SEPARATOR, Collections.nCopies(400_000, "6")))
                        .statusCode())
                .isEqualTo(400);
        ended(query);
    }

    @Test
    void aFloodOfEventsInOneBodyIsAnsweredWithinBoundsAndThenCut() {
        Footprint before = Footprint.now();
        for (int i = 0; i < 20; i++) {
            String query = polled();
            http.post(query, String.join(SEPARATOR, Collections.nCopies(1_000, "42[\"x\"]")));
            ended(query);
        }
        before.isRestoredWithin(8);
    }

    @Test
    void aSessionThatIsGuessedOrOnAnotherTransportIsUnknown() {
        for (String sid : List.of("x", "__proto__", "../../etc", "A".repeat(43), "%00", "A".repeat(4_000))) {
            HttpResponse<String> answer = http.get("EIO=4&transport=polling&sid=" + sid);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
            assertThat(http.post("EIO=4&transport=polling&sid=" + sid, connect())
                            .statusCode())
                    .isEqualTo(400);
            assertThatThrownBy(() -> new EngineSocketClient(port, "&sid=" + sid))
                    .hasStackTraceContaining("status code 400");
        }
        try (EngineSocketClient socket = new EngineSocketClient(port, "")) {
            String sid = socket.next().split("\"sid\":\"")[1].split("\"")[0];
            assertThat(http.get("EIO=4&transport=polling&sid=" + sid).statusCode())
                    .isEqualTo(400);
            assertThat(socket.send(connect()).next()).startsWith("40{");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EIO=4&transport=__proto__",
                "EIO=4&transport=constructor",
                "EIO=4&transport=polling&transport=websocket&sid=x",
                "EIO=4&transport=websocket",
                "EIO=4&transport=",
                "EIO=__proto__&transport=polling",
                "EIO=2&transport=polling",
                "EIO=4&j=0&transport=jsonp",
            })
    void aRequestThatIsNoneIsRefusedByNumber(String query) {
        HttpResponse<String> answer = http.get(query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).matches("\\{\"code\":[0-5],\"message\":\"[A-Za-z ]+\"}");
    }

    @Test
    void whatIsNoProbeLeavesTheSessionPollingAndHoldsNothing() {
        String query = polled();
        String sid = query.substring(query.indexOf("&sid="));
        for (String first : List.of("5", "2", "3probe", "2probe2probe", "40", "42[\"message\",{}]", "1", "")) {
            try (EngineSocketClient probe = new EngineSocketClient(port, sid)) {
                assertThat(probe.send(first).closeCode()).as(first).isEqualTo(1002);
            }
        }
        try (EngineSocketClient probe = new EngineSocketClient(port, sid)) {
            assertThat(probe.send(new byte[] {2}).closeCode()).isEqualTo(1002);
        }
        stillServed(query);
    }

    @Test
    void aSecondProbeIsClosedAndTheFirstMayNotProbeTwice() {
        String query = polled();
        String sid = query.substring(query.indexOf("&sid="));
        try (EngineSocketClient probe = new EngineSocketClient(port, sid)) {
            assertThat(probe.send("2probe").next()).isEqualTo("3probe");
            try (EngineSocketClient second = new EngineSocketClient(port, sid)) {
                assertThat(second.closeCode()).isEqualTo(1002);
            }
            assertThat(probe.send("2probe").closeCode()).isEqualTo(1002);
        }
        stillServed(query);
    }

    private void stillServed(String query) {
        http.post(query, "3" + SEPARATOR + "421[\"get_online_users\",{}]");
        Awaitility.await().until(() -> http.get(query).body().contains("431[{\"success\":false"));
    }

    @Test
    void aThousandPollsAtOnceEndWithTheirSessions() {
        Footprint before = Footprint.now();
        double sessions = polledSessions();
        List<CompletableFuture<HttpResponse<String>>> polls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String query = http.open("");
            for (int j = 0; j < 10; j++) {
                polls.add(http.begin(query));
            }
        }
        for (CompletableFuture<HttpResponse<String>> poll : polls) {
            assertThat(poll.join().statusCode()).isIn(200, 400);
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> polledSessions() <= sessions);
        before.isRestoredWithin(12);
    }

    private double polledSessions() {
        return meters.get("switchboard.socketio.polled").gauge().value();
    }
}
