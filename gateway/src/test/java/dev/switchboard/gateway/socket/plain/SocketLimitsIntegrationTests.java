package dev.switchboard.gateway.socket.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.gateway.GatewayTest;
import dev.switchboard.gateway.Tenant;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.gateway.socket.Sockets;
import dev.switchboard.testing.Facts;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@GatewayTest
@TestPropertySource(
        properties = {
            "switchboard.socket.open-per-address=4",
            "switchboard.socket.messages=3",
            "switchboard.socket.messages-per=1m",
            "switchboard.participant.ack-timeout=1s",
            "switchboard.socket.outbound-bytes=200KB",
            "switchboard.socket.ping-every=2s",
            // an open socket is no idle HTTP connection
            "server.netty.idle-timeout=1s"
        })
class SocketLimitsIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    Accounts accounts;

    @Autowired
    Feed feed;

    @Autowired
    Tokens tokens;

    @Autowired
    MeterRegistry meters;

    @Autowired
    Sockets sockets;

    @LocalServerPort
    int port;

    final Tenant acme = Tenant.named("acme-" + Ids.next());
    final String session = "s-" + Ids.next();
    final Tenant.Talk talk = acme.talk("ann", session);

    @BeforeEach
    void tell() {
        facts.publish(acme.facts());
        Awaitility.await().until(() -> feed.live() && accounts.inbox(acme.account(), acme.inbox()) != null);
        Awaitility.await().ignoreExceptions().until(() -> {
            try (PlainClient probe = PlainClient.connect(port, "token=" + acme.publishable())) {
                return probe.next().path("type").asString().equals("connection_established");
            }
        });
    }

    private PlainClient ann() {
        PlainClient client =
                PlainClient.connect(port, "token=" + acme.publishable() + "&userId=ann&sessionId=" + session);
        client.next("connection_established");
        return client;
    }

    private void closedWith(int code, PlainClient client) {
        try (client) {
            assertThat(client.closeCode()).isEqualTo(code);
        }
    }

    @Test
    void aBadTokenIsToldWhyAndClosed() {
        for (String query : List.of(
                "token=pk_wrong", "token=a.b.c", "", "token=" + acme.secret(), "token=" + login(), "userId=ann")) {
            PlainClient client = PlainClient.connect(port, query);
            assertThat(client.next("error").path("code").asString()).as(query).isEqualTo("authentication_error");
            closedWith(4401, client);
        }
    }

    private String login() {
        return tokens.mint(
                Tokens.Audience.SESSION,
                new Caller.Agent(acme.account(), acme.user(), 7, "Jane", "jane@acme.test", "agent", Ids.next()),
                Duration.ofMinutes(1));
    }

    @Test
    void aWidgetTokenProvesWhoTheVisitorIs() {
        facts.publish(acme.inbox(true, List.of()));
        Awaitility.await()
                .untilAsserted(() -> closedWith(4401, PlainClient.connect(port, "token=" + acme.publishable())));
        String token = tokens.mint(
                Tokens.Audience.WIDGET,
                new Caller.Visitor(acme.account(), acme.inbox(), "customer-7", null, true),
                Duration.ofMinutes(1));
        try (PlainClient client =
                PlainClient.connect(port, "token=" + token + "&userId=someone-else&sessionId=" + session)) {
            assertThat(client.next("connection_established").path("userId").asString())
                    .isEqualTo("customer-7");
            client.say("m-1", "Hi");
            MessageReceived.Said said = facts.await(
                    MessageReceived.Said.class, s -> session.equals(s.address().thread()));
            assertThat(said.address().identity()).isEqualTo("customer-7");
        }
    }

    @Test
    void anOriginThatTheInboxDoesNotKnowIsRefusedBeforeTheUpgrade() {
        facts.publish(acme.inbox(false, List.of("https://acme.test")));
        String query = "token=" + acme.publishable();
        for (String origin : List.of("https://evil.test", "null", "https://acme.test.evil.test", "http://acme.test")) {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(PlainClient.handshake(port, query, "Origin", origin))
                            .as(origin)
                            .isEqualTo(403));
        }
        try (PlainClient client = PlainClient.connect(port, query, "Origin", "https://acme.test")) {
            client.next("connection_established");
        }
    }

    @Test
    void aMessageThatNobodyRecordsIsSaidToBeUnknown() {
        try (PlainClient client = ann()) {
            client.say("m-1", "Hi");
            JsonNode error = client.next("error");
            assertThat(error.path("code").asString()).isEqualTo("outcome_unknown");
            assertThat(error.path("id").asString()).isEqualTo("m-1");
            // recorded after all: a message like any other, and no acknowledgement that nobody waits for
            facts.publish(talk.customerSaid(1, "m-1", "Hi"));
            assertThat(client.next("message").path("id").asString()).isEqualTo("m-1");
        }
    }

    @Test
    void messagesPastTheRateAreRefusedOneByOne() {
        try (PlainClient client = ann()) {
            for (int i = 1; i <= 3; i++) {
                client.send("{\"type\":\"typing\",\"isTyping\":true}");
            }
            client.say("m-4", "Hi");
            JsonNode error = client.next("error");
            assertThat(error.path("code").asString()).isEqualTo("rate_limit_exceeded");
            assertThat(error.path("id").asString()).isEqualTo("m-4");
            assertThat(client.isClosed()).isFalse();
        }
    }

    @Test
    void oversizedBinaryAndEndlesslyFragmentedMessagesCloseTheSocket() {
        PlainClient large = ann();
        large.socket().sendText("{\"text\":\"" + "x".repeat(14 * 1024 * 1024) + "\"}", true);
        closedWith(1009, large);
        PlainClient binary = ann();
        binary.socket().sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();
        closedWith(1003, binary);
        PlainClient dribble = ann();
        for (int i = 0; i < 65; i++) {
            dribble.socket().sendText("x", false).join();
        }
        closedWith(1008, dribble);
    }

    @Test
    void aReaderThatDoesNotReadIsClosedSoThatItResumes() {
        PlainClient slow = ann();
        slow.stopReading();
        double before = meters.counter("switchboard.socket.overflows").count();
        MessageCreated[] flood = new MessageCreated[400];
        for (int i = 0; i < flood.length; i++) {
            flood[i] = talk.agentSaid(i + 1, "x".repeat(40_000));
        }
        facts.publish(flood);
        Awaitility.await()
                .until(() -> meters.counter("switchboard.socket.overflows").count() > before);
        slow.readAgain();
        closedWith(1012, slow);
    }

    @Test
    void aKeyThatIsRevokedClosesItsSockets() {
        PlainClient client = ann();
        facts.publish(acme.key(acme.publishable(), AccountUpdated.KeyKind.PUBLISHABLE, false));
        closedWith(4401, client);
    }

    @Test
    void oneAddressHasOnlySoManySockets() {
        Awaitility.await()
                .until(() -> meters.get("switchboard.socket.open").gauge().value() == 0);
        try (PlainClient one = ann();
                PlainClient two = ann();
                PlainClient three = ann();
                PlainClient four = ann()) {
            assertThat(PlainClient.handshake(port, "token=" + acme.publishable()))
                    .isEqualTo(429);
            four.close();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(PlainClient.handshake(port, "token=" + acme.publishable()))
                            .isEqualTo(101));
        }
    }

    @Test
    void aForwardedAddressThatNoTrustedProxySaysIsNoAddress() {
        Awaitility.await()
                .until(() -> meters.get("switchboard.socket.open").gauge().value() == 0);
        try (PlainClient _ = ann();
                PlainClient _ = ann();
                PlainClient _ = ann();
                PlainClient _ = ann()) {
            for (String header : List.of("X-Forwarded-For", "X-Real-IP", "Forwarded")) {
                assertThat(PlainClient.handshake(port, "token=" + acme.publishable(), header, "for=203.0.113.9"))
                        .as(header)
                        .isEqualTo(429);
            }
            assertThat(PlainClient.handshake(port, "token=" + acme.publishable(), "X-Forwarded-For", "203.0.113.9"))
                    .isEqualTo(429);
        }
    }

    @Test
    void aClientThatAnswersNoPingsIsGone() {
        PlainClient dead = ann();
        dead.stopReading();
        Awaitility.await()
                .until(() -> meters.counter("switchboard.socket.closed", "code", "1001")
                                .count()
                        > 0);
        dead.close();
    }

    @Test
    void aGatewayThatStopsSendsItsClientsElsewhere() {
        PlainClient client = ann();
        sockets.stop();
        try {
            closedWith(1012, client);
            assertThat(PlainClient.handshake(port, "token=" + acme.publishable()))
                    .isEqualTo(503);
        } finally {
            sockets.start();
        }
    }

    @Test
    void anIdleClientThatAnswersPingsStays() {
        try (PlainClient client = ann()) {
            assertThat(client.hearsNothingFor(Duration.ofSeconds(5))).isTrue();
            facts.publish(talk.agentSaid(1, "still there?"));
            client.next("message");
        }
    }

    @Test
    void anInvalidResumptionIsRefusedBeforeTheUpgrade() {
        assertThat(PlainClient.handshake(port, "token=" + acme.publishable() + "&since=-1"))
                .isEqualTo(400);
    }
}
