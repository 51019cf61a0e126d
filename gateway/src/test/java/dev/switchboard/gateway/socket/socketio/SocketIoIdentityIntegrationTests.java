package dev.switchboard.gateway.socket.socketio;

import static dev.switchboard.gateway.IdentityProofs.SECRET;
import static dev.switchboard.gateway.IdentityProofs.claims;
import static dev.switchboard.gateway.IdentityProofs.hash;
import static dev.switchboard.gateway.IdentityProofs.jwt;
import static dev.switchboard.gateway.socket.socketio.SocketIoIntegrationTests.connected;
import static dev.switchboard.gateway.socket.socketio.SocketIoIntegrationTests.event;
import static dev.switchboard.gateway.socket.socketio.SocketIoIntegrationTests.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.secret.SecretBox;
import dev.switchboard.gateway.FakeServices;
import dev.switchboard.gateway.GatewayTest;
import dev.switchboard.gateway.Tenant;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.gateway.participant.Seats;
import dev.switchboard.gateway.socket.engineio.EngineSocketClient;
import dev.switchboard.gateway.socket.engineio.PollingClient;
import dev.switchboard.testing.Facts;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Who a visitor is on Socket.IO: proven by the account's own server, or a label and a session.
@GatewayTest
class SocketIoIdentityIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    FakeServices services;

    @Autowired
    Accounts accounts;

    @Autowired
    Feed feed;

    @Autowired
    SecretBox box;

    @LocalServerPort
    int port;

    final Tenant acme = Tenant.named("acme-" + Ids.next());
    final String ann = "ann-" + Ids.next();

    @BeforeEach
    void tell() {
        facts.publish(acme.facts());
        facts.publish(acme.inbox(box, SECRET));
        Awaitility.await().until(() -> feed.live() && hasSecret(accounts.inbox(acme.account(), acme.inbox())));
    }

    private static boolean hasSecret(AccountUpdated.Inbox inbox) {
        return inbox != null && inbox.identitySecret() != null;
    }

    private EngineSocketClient open(String query) {
        EngineSocketClient client = new EngineSocketClient(port, query);
        assertThat(client.next()).startsWith("0{");
        return client;
    }

    private String auth(String more) {
        return "{\"token\":\"" + acme.publishable() + "\"" + more + "}";
    }

    private static String field(String name, String value) {
        return ",\"" + name + "\":\"" + value + "\"";
    }

    private String proven() {
        return auth(field("userId", ann) + field("userHash", hash(SECRET, ann)));
    }

    private MessageReceived.Said say(EngineSocketClient client, String text) {
        client.send("421[\"message\",{\"text\":\"" + text + "\"}]");
        return facts.await(
                MessageReceived.Said.class,
                said -> said.accountId().equals(acme.account()) && said.body().equals(text));
    }

    private MessageCreated told(MessageReceived.Said said) {
        Tenant.Talk talk = new Tenant.Talk(acme, Ids.next(), said.address(), Ids.next());
        MessageCreated message = talk.customerSaid(1, said.deduplicationKey(), said.body());
        services.record(message);
        facts.publish(message);
        return message;
    }

    @Test
    void aProvenVisitorHasOneConversationOnAllItsDevices() {
        try (EngineSocketClient phone = open("");
                EngineSocketClient laptop = open("&userId=" + ann + "&identifier_hash=" + hash(SECRET, ann))) {
            connected(phone, proven());
            connected(laptop, auth(""));
            MessageReceived.Said said = say(phone, "from the phone");
            assertThat(said.address().identity()).isEqualTo(ann);
            told(said);
            assertThat(event(phone, "meta_message_created").toString()).contains("from the phone");
            JsonNode heard = event(laptop, "meta_message_created").get(1).path("message");
            assertThat(heard.path("text").asString()).isEqualTo("from the phone");
            assertThat(heard.path("userId").asString()).isEqualTo(ann);
        }
    }

    @Test
    void aTokenOfTheAccountsServerSaysWhoTheVisitorIs() {
        String token = jwt(SECRET, claims(ann, Instant.now().plusSeconds(60)));
        try (EngineSocketClient client = open("")) {
            connected(client, auth(field("userToken", token) + field("sessionId", "s-1")));
            MessageReceived.Said said = say(client, "with a token");
            assertThat(said.address().identity()).isEqualTo(ann);
            assertThat(said.address().thread()).isEqualTo("s-1");
            assertThat(said.profile()).isEqualTo(new Profile("Ann Lee", "ann@example.test", null));
        }
    }

    @Test
    void aProofThatDoesNotHoldIsRefusedAndNeverTakenForALabel() {
        refused(field("userId", ann) + field("userHash", hash(SECRET, "bob")), "INVALID_SIGNATURE");
        refused(field("userId", ann) + field("identifier_hash", "nonsense"), "INVALID_SIGNATURE");
        refused(field("userHash", hash(SECRET, ann)), "INVALID_SIGNATURE");
        refused(field("userToken", jwt("another-secret-of-enough-characters", claims(ann, later()))), "INVALID_JWT");
        refused(field("userId", "bob") + field("userToken", jwt(SECRET, claims(ann, later()))), "INVALID_JWT");
        refused(",\"userHash\":7", "INVALID_REQUEST");
    }

    private static Instant later() {
        return Instant.now().plusSeconds(60);
    }

    private void refused(String proof, String code) {
        try (EngineSocketClient client = open("")) {
            String answer = client.send("40" + auth(proof)).next();
            assertThat(answer).startsWith("44{\"message\":\"");
            assertThat(json(answer).path("data").path("code").asString()).startsWith(code);
        }
    }

    @Test
    void aPidOfAProvenVisitorIsWorthNothingWithoutTheProof() {
        JsonNode first;
        try (EngineSocketClient client = open("")) {
            first = connected(client, proven());
            told(say(client, "for ann alone"));
            event(client, "meta_message_created");
        }
        String pid = field("pid", first.path("pid").asString()) + field("offset", "0");
        try (EngineSocketClient client = open("")) {
            JsonNode label = connected(client, auth(field("userId", ann) + pid));
            assertThat(label.path("sid")).isNotEqualTo(first.path("sid"));
            assertThat(client.isQuietFor(500)).isTrue();
        }
        try (EngineSocketClient client = open("")) {
            String again = proven();
            JsonNode back = connected(client, again.substring(0, again.length() - 1) + pid + "}");
            assertThat(back).isEqualTo(first);
            assertThat(event(client, "meta_message_created").toString()).contains("for ann alone");
        }
    }

    @Test
    void aVisitorWithoutANameIsCalledAsOnTheOtherSockets() {
        String named = "s-" + Ids.next();
        try (EngineSocketClient client = open("")) {
            connected(client, auth(field("sessionId", named)));
            assertThat(say(client, "who am I").address().identity())
                    .isEqualTo(Seats.anonymous(acme.inbox(), named) + "|" + named);
        }
        String decided = "s-" + Ids.next();
        try (EngineSocketClient client = open("")) {
            connected(client, auth(""));
            client.send("421[\"message\",{\"text\":\"and now\",\"sessionId\":\"" + decided + "\"}]");
            assertThat(event(client, "session_started").get(1).path("userId").asString())
                    .isEqualTo(Seats.anonymous(acme.inbox(), decided));
        }
    }

    @Test
    void aRevokedKeyEndsASessionThatPolls() {
        PollingClient http = new PollingClient(port);
        String query = http.open("");
        http.post(query, "40" + auth(field("sessionId", "s-1")));
        assertThat(http.poll(query)).singleElement().asString().startsWith("40{");
        var poll = http.begin(query);
        facts.publish(acme.key(acme.publishable(), AccountUpdated.KeyKind.PUBLISHABLE, false));
        String last =
                poll.orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join().body();
        assertThat(last).isEqualTo("41\u001e1");
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> http.get(query).statusCode() == 400);
        String anew = http.open("");
        http.post(anew, "40" + auth(""));
        assertThat(http.get(anew).body()).startsWith("44{").contains("INVALID_API_KEY");
    }

    @Test
    void anInboxThatIsGoneEndsItsVisitors() {
        try (EngineSocketClient client = open("")) {
            connected(client, proven());
            facts.publish(new AccountUpdated.Account(Ids.next(), acme.account(), Instant.now(), "Acme", false));
            assertThat(client.next()).isEqualTo("41");
            assertThat(client.closeCode()).isEqualTo(4401);
        }
    }
}
