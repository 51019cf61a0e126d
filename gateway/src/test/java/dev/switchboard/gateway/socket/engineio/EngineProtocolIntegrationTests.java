package dev.switchboard.gateway.socket.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.gateway.GatewayTest;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

@GatewayTest
@TestPropertySource(
        properties = {
            "switchboard.socketio.ping-interval=1s",
            "switchboard.socketio.ping-timeout=2s",
            "switchboard.socketio.upgrade-timeout=1s",
            "switchboard.socketio.max-payload=10000B",
            "switchboard.socketio.origins=https://acme.test",
        })
class EngineProtocolIntegrationTests {
    private static final String NEW = "EIO=4&transport=polling";

    @Autowired
    Accounts accounts;

    @Autowired
    Feed feed;

    @Autowired
    MeterRegistry meters;

    @LocalServerPort
    int port;

    PollingClient http;

    @BeforeEach
    void ready() {
        http = new PollingClient(port);
        Awaitility.await().until(() -> feed.live() && accounts.complete());
    }

    @Test
    void aSessionOpensByPolling() {
        HttpResponse<String> answer = http.get(NEW);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.body())
                .matches("0\\{\"sid\":\"[\\w-]{43}\",\"upgrades\":\\[\"websocket\"],\"pingInterval\":1000,"
                        + "\"pingTimeout\":2000,\"maxPayload\":10000}");
    }

    @Test
    void aSessionOpensOnAWebSocket() {
        try (EngineSocketClient socket = new EngineSocketClient(port, "")) {
            assertThat(socket.next())
                    .matches("0\\{\"sid\":\"[\\w-]{43}\",\"upgrades\":\\[],\"pingInterval\":1000,"
                            + "\"pingTimeout\":2000,\"maxPayload\":10000}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, EIO=4, 0, Transport unknown",
        "GET, EIO=4&transport=abc, 0, Transport unknown",
        "GET, EIO=4&transport=polling&sid=abc, 1, Session ID unknown",
        "POST, EIO=4&transport=polling, 2, Bad handshake method",
        "PUT, EIO=4&transport=polling, 2, Bad handshake method",
        "PUT, EIO=4&transport=polling&sid=abc, 3, Bad request",
        "GET, EIO=4&transport=websocket, 3, Bad request",
        "GET, EIO=3&transport=polling, 5, Unsupported protocol version",
        "GET, transport=polling, 5, Unsupported protocol version",
    })
    void aRequestThatIsNoneIsToldByNumber(String method, String query, int code, String message) {
        HttpResponse<String> answer =
                http.send(method, query, "", "Origin", "https://acme.test").join();
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"code\":" + code + ",\"message\":\"" + message + "\"}");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://acme.test");
    }

    @Test
    void aPageThatMayNotConnectIsForbidden() {
        HttpResponse<String> answer = http.get(NEW, "Origin", "https://evil.test");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void aPreflightIsAnswered() {
        HttpResponse<String> answer = http.send(
                        "OPTIONS",
                        NEW,
                        "",
                        "Origin",
                        "https://acme.test",
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "authorization,x-mine")
                .join();
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).hasValue("GET,POST,OPTIONS");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers")).hasValue("authorization,x-mine");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .hasValue("true");
    }

    @Test
    void packetsOfOnePostTakeEffectInOrder() {
        String session = http.open("");
        HttpResponse<String> answer = http.post(session, "40/a,\u001e40/b,");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html");
        assertThat(http.get(session).body())
                .isEqualTo("44/a,{\"message\":\"Invalid namespace\"}\u001e44/b,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void aBodyThatComesInPiecesIsReadWhole() {
        String session = http.open("");
        byte[] body = "40/€,".getBytes(StandardCharsets.UTF_8);
        List<byte[]> pieces = new ArrayList<>();
        for (byte each : body) {
            pieces.add(new byte[] {each});
        }
        assertThat(http.post(session, pieces).body()).isEqualTo("ok");
        assertThat(http.get(session).body()).isEqualTo("44/€,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void aBodyThatIsNoUtf8IsRefused() {
        String session = http.open("");
        assertThat(http.post(session, List.of(new byte[] {'4', (byte) 0xc3, 0x28}))
                        .statusCode())
                .isEqualTo(400);
        assertEnded(session);
    }

    @ParameterizedTest
    @CsvSource({"abc", "2", "0", "5", "9", "b!!!", "''"})
    void aPacketThatIsNoneEndsTheSession(String body) {
        String session = http.open("");
        int status = http.post(session, body).statusCode();
        if (body.matches("[205]")) {
            assertThat(status).isEqualTo(200);
        } else {
            assertThat(status).isEqualTo(400);
        }
        assertEnded(session);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        String session = http.open("");
        assertThat(http.post(session, "4" + "a".repeat(10_000)).statusCode()).isEqualTo(413);
        assertEnded(session);
    }

    @Test
    void aSecondPollEndsTheSession() {
        String session = http.open("");
        CompletableFuture<HttpResponse<String>> one = http.begin(session);
        CompletableFuture<HttpResponse<String>> other = http.begin(session);
        // whichever came first waits, and is told to close by the one that came second
        Map<Integer, String> answers = Map.of(
                one.join().statusCode(),
                one.join().body(),
                other.join().statusCode(),
                other.join().body());
        assertThat(answers).containsOnlyKeys(200, 400).containsEntry(200, "1");
        assertEnded(session);
    }

    /// The server has seen the GET: it is the one that a probe's noop would answer.
    private void waiting(String session) {
        assertThat(http.post(session, "6").statusCode()).isEqualTo(200);
    }

    @Test
    void aClientThatGivesUpItsPollIsGone() {
        String session = http.open("");
        CompletableFuture<HttpResponse<String>> poll = http.begin(session);
        waiting(session);
        poll.cancel(true);
        Awaitility.await()
                .atMost(1500, TimeUnit.MILLISECONDS)
                .until(() -> http.post(session, "6").statusCode() == 400);
    }

    @Test
    void aClientThatClosesIsLetGo() {
        String session = http.open("");
        CompletableFuture<HttpResponse<String>> poll = http.begin(session);
        waiting(session);
        assertThat(http.post(session, "1").statusCode()).isEqualTo(200);
        assertThat(poll.join().body()).isEqualTo("6");
        assertEnded(session);
    }

    @Test
    void theServerPingsAPollingClientAndLetsASilentOneGo() {
        String session = http.open("");
        for (int i = 0; i < 2; i++) {
            assertThat(http.get(session).body()).isEqualTo("2");
            assertThat(http.post(session, "3").body()).isEqualTo("ok");
        }
        assertThat(http.get(session).body()).isEqualTo("2");
        Awaitility.await()
                .atMost(6, TimeUnit.SECONDS)
                .until(() -> http.get(session).body().equals("1"));
        assertEnded(session);
    }

    @Test
    void theServerPingsASocketAndLetsASilentOneGo() {
        try (EngineSocketClient socket = new EngineSocketClient(port, "")) {
            socket.raw();
            for (int i = 0; i < 2; i++) {
                assertThat(socket.raw()).isEqualTo("2");
                socket.send("3");
            }
            assertThat(socket.raw()).isEqualTo("2");
            assertThat(socket.closeCode()).isEqualTo(1001);
        }
    }

    @ParameterizedTest
    @CsvSource({"abc", "2", "2probe", "5", "''"})
    void aFrameThatIsNoPacketClosesTheSocket(String frame) {
        try (EngineSocketClient socket = new EngineSocketClient(port, "")) {
            socket.next();
            socket.send(frame);
            assertThat(socket.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void aFrameThatIsTooLargeClosesTheSocket() {
        try (EngineSocketClient socket = new EngineSocketClient(port, "")) {
            socket.next();
            socket.send("4" + "a".repeat(10_000));
            assertThat(socket.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void aPollingSessionMovesToAWebSocket() {
        String session = http.open("");
        CompletableFuture<HttpResponse<String>> poll = http.begin(session);
        waiting(session);
        try (EngineSocketClient socket = new EngineSocketClient(port, sid(session))) {
            assertThat(socket.send("2probe").next()).isEqualTo("3probe");
            assertThat(poll.join().body()).isIn("6", "2");
            socket.send("5").send("40/x,");
            assertThat(socket.next()).isEqualTo("44/x,{\"message\":\"Invalid namespace\"}");
            HttpResponse<String> late = http.get(session);
            assertThat(late.statusCode()).isEqualTo(400);
            assertThat(late.body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
            assertThat(http.post(session, "40/y,").statusCode()).isEqualTo(400);
            try (EngineSocketClient second = new EngineSocketClient(port, sid(session))) {
                assertThat(second.closeCode()).isEqualTo(1002);
            }
            assertThat(socket.send("40/z,").next()).isEqualTo("44/z,{\"message\":\"Invalid namespace\"}");
        }
    }

    @Test
    void whatWaitsAtTheUpgradeIsNotLost() {
        String session = http.open("");
        try (EngineSocketClient socket = new EngineSocketClient(port, sid(session))) {
            assertThat(socket.send("2probe").next()).isEqualTo("3probe");
            released(session);
            http.post(session, "40/x,\u001e40/y,");
            socket.send("5");
            assertThat(socket.next()).startsWith("44/x,");
            assertThat(socket.next()).startsWith("44/y,");
        }
    }

    @Test
    void anUpgradeThatStallsIsGivenUpAndPollingGoesOn() {
        String session = http.open("");
        try (EngineSocketClient socket = new EngineSocketClient(port, sid(session))) {
            assertThat(socket.send("2probe").next()).isEqualTo("3probe");
            released(session);
            assertThat(socket.closeCode()).isEqualTo(1001);
        }
        http.post(session, "40/x,");
        assertThat(http.get(session).body()).contains("44/x,");
    }

    @Test
    void aProbeThatIsNoneLeavesTheSessionPolling() {
        String session = http.open("");
        try (EngineSocketClient socket = new EngineSocketClient(port, sid(session))) {
            assertThat(socket.send("2nonsense").closeCode()).isEqualTo(1002);
        }
        http.post(session, "40/x,");
        assertThat(http.get(session).body()).contains("44/x,");
    }

    @Test
    void aSocketForAnUnknownSessionIsNotUpgraded() {
        assertThatThrownBy(() -> new EngineSocketClient(port, "&sid=unknown"))
                .hasStackTraceContaining("status code 400");
    }

    @Test
    void sessionsThatNobodyPollsEnd() {
        for (int i = 0; i < 50; i++) {
            http.open("");
        }
        assertThat(polled()).isGreaterThanOrEqualTo(50);
        // interval, timeout and the time that last packets wait
        Awaitility.await().atMost(15, TimeUnit.SECONDS).until(() -> polled() == 0);
    }

    private double polled() {
        return meters.get("switchboard.socketio.polled").gauge().value();
    }

    /// The probe lets the client's GET go; on a slow machine a ping does so first.
    private void released(String session) {
        Awaitility.await().until(() -> http.poll(session).contains("6"));
    }

    private void assertEnded(String session) {
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(http.get(session).statusCode()).isEqualTo(400));
    }

    private static String sid(String session) {
        return session.substring(session.indexOf("&sid="));
    }
}
