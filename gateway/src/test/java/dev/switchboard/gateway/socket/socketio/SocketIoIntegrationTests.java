package dev.switchboard.gateway.socket.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.gateway.FakeServices;
import dev.switchboard.gateway.GatewayTest;
import dev.switchboard.gateway.Tenant;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.gateway.socket.engineio.EngineSocketClient;
import dev.switchboard.gateway.socket.engineio.PollingClient;
import dev.switchboard.testing.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@GatewayTest
@TestPropertySource(properties = "switchboard.socketio.connect-timeout=3s")
class SocketIoIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    FakeServices services;

    @Autowired
    Accounts accounts;

    @Autowired
    Feed feed;

    @Autowired
    Tokens tokens;

    @LocalServerPort
    int port;

    final Tenant acme = Tenant.named("acme-" + Ids.next());
    final String session = "s-" + Ids.next();
    final Tenant.Talk talk = acme.talk("ann", session);

    @BeforeEach
    void tell() {
        facts.publish(acme.facts());
        Awaitility.await().until(() -> feed.live() && accounts.inbox(acme.account(), acme.inbox()) != null);
        Awaitility.await().until(() -> {
            try (EngineSocketClient probe = open()) {
                return probe.send("40" + auth("")).next().startsWith("40");
            }
        });
    }

    private EngineSocketClient open(String... headers) {
        EngineSocketClient client = new EngineSocketClient(port, "", headers);
        assertThat(client.next()).startsWith("0{");
        return client;
    }

    private String auth(String more) {
        return "{\"token\":\"" + acme.publishable() + "\"" + more + "}";
    }

    private String ann(String more) {
        return auth(",\"userId\":\"ann\",\"sessionId\":\"" + session + "\"" + more);
    }

    private String login() {
        Caller.Agent jane =
                new Caller.Agent(acme.account(), acme.user(), 7, "Jane Smith", "jane@acme.test", "agent", Ids.next());
        return tokens.mint(Tokens.Audience.SESSION, jane, Duration.ofMinutes(5));
    }

    static JsonNode json(String packet) {
        return WireJson.MAPPER.readTree(packet.replaceFirst("^[0-9]+(-)?", ""));
    }

    static JsonNode connected(EngineSocketClient client, String auth) {
        String answer = client.send("40" + auth).next();
        assertThat(answer).startsWith("40{");
        return json(answer);
    }

    static JsonNode event(EngineSocketClient client, String name) {
        String packet = client.next();
        assertThat(packet).startsWith("42[\"" + name + "\"");
        return json(packet);
    }

    private MessageReceived.Said said(String text) {
        return facts.await(
                MessageReceived.Said.class,
                s -> s.accountId().equals(acme.account()) && s.body().equals(text));
    }

    private MessageCreated recorded(long seq, MessageReceived.Said said) {
        return new Tenant.Talk(acme, talk.id(), said.address(), talk.customer())
                .customerSaid(seq, said.deduplicationKey(), said.body());
    }

    private void told(MessageCreated message) {
        services.record(message);
        facts.publish(message);
    }

    @Test
    void aMessageIsRecordedAcknowledgedAndToldBack() {
        try (EngineSocketClient client = open()) {
            JsonNode hello = connected(client, ann(",\"tenantId\":\"" + acme.account() + "\""));
            assertThat(hello.path("sid").asString()).isNotEmpty();
            client.send("427[\"message\",{\"type\":\"message\",\"text\":\"Where is my order?\",\"tenantId\":\""
                    + acme.account() + "\",\"sessionId\":\"" + session
                    + "\",\"fingerprint\":\"f\",\"userInfo\":{\"name\":\"Ann\"},\"url\":\"https://acme.test/a\"}]");
            MessageReceived.Said said = said("Where is my order?");
            assertThat(said.address()).isEqualTo(talk.address());
            assertThat(said.profile()).isEqualTo(new Profile("Ann", null, null));
            assertThat(said.metadata())
                    .containsEntry("url", "https://acme.test/a")
                    .containsKey("fingerprint");
            MessageCreated question = recorded(1, said);
            told(question);
            JsonNode own = event(client, "meta_message_created");
            assertThat(own.get(1).path("message").path("sender").asString()).isEqualTo("user");
            assertThat(own.get(1).path("message").path("sessionId").asString()).isEqualTo(session);
            assertThat(own.get(1).path("message").path("userId").asString()).isEqualTo("ann");
            assertThat(own.get(1).path("message").path("tenantId").asString())
                    .isEqualTo(acme.account().toString());
            assertThat(own.get(2).asString()).isEqualTo("1");
            assertThat(client.next())
                    .isEqualTo("437[{\"success\":true,\"messageId\":\"" + question.messageId() + "\",\"sessionId\":\""
                            + session + "\"}]");
            facts.publish(typing(question, null));
            assertThat(event(client, "typing").get(1).path("isTyping").asBoolean())
                    .isTrue();
            facts.publish(typing(question, "It is on"));
            JsonNode partial = event(client, "message_partial").get(1);
            assertThat(partial.path("text").asString()).isEqualTo("It is on");
            assertThat(partial.path("sender").asString()).isEqualTo("bot");
            assertThat(partial.path("inReplyTo").asString())
                    .isEqualTo(question.messageId().toString());
            told(talk.botSaid(2, "It is on its way", question.messageId()));
            assertThat(event(client, "typing").get(1).path("isTyping").asBoolean())
                    .isFalse();
            assertThat(event(client, "meta_message_created")
                            .get(1)
                            .path("message")
                            .path("sender")
                            .asString())
                    .isEqualTo("bot");
        }
    }

    private TypingChanged typing(MessageCreated question, @Nullable String soFar) {
        return new TypingChanged(
                Ids.next(),
                acme.account(),
                talk.id(),
                Instant.now(),
                Author.bot(),
                true,
                question.messageId(),
                0L,
                soFar);
    }

    @Test
    void aRepeatedIdIsAcknowledgedAgain() {
        try (EngineSocketClient client = open()) {
            connected(client, ann(""));
            String message = "[\"message\",{\"id\":\"m-1\",\"text\":\"once\"}]";
            client.send("421" + message);
            MessageCreated first = recorded(1, said("once"));
            assertThat(first.deduplicationKey()).isEqualTo("m-1");
            told(first);
            event(client, "meta_message_created");
            assertThat(client.next()).startsWith("431[{\"success\":true");
            client.send("422" + message);
            facts.publish(talk.repeated(first));
            assertThat(client.next()).startsWith("432[{\"success\":true,\"messageId\":\"" + first.messageId());
            facts.publish(talk.refused("m-1"));
        }
    }

    @Test
    void aVisitorWhoIsCutOffComesBackToTheSameConnection() {
        told(talk.customerSaid(1, "m-1", "one"));
        JsonNode first;
        String offset;
        try (EngineSocketClient client = open()) {
            first = connected(client, ann(""));
            told(talk.agentSaid(2, "two"));
            JsonNode heard = event(client, "meta_message_created");
            offset = heard.get(2).asString();
        }
        told(talk.agentSaid(3, "three"));
        told(talk.agentSaid(4, "four"));
        try (EngineSocketClient client = open()) {
            JsonNode again = connected(client, ann(again(first, offset)));
            assertThat(again).isEqualTo(first);
            assertThat(event(client, "meta_message_created").get(2).asString()).isEqualTo("3");
            assertThat(event(client, "meta_message_created").get(2).asString()).isEqualTo("4");
            told(talk.agentSaid(5, "five"));
            assertThat(event(client, "meta_message_created").get(2).asString()).isEqualTo("5");
        }
        try (EngineSocketClient client = open()) {
            // nothing was ever heard: the pid says from where on
            JsonNode again = connected(client, ann(again(first, null)));
            assertThat(again).isEqualTo(first);
            assertThat(event(client, "meta_message_created").get(2).asString()).isEqualTo("2");
        }
    }

    private static String again(JsonNode first, String offset) {
        return ",\"pid\":\"" + first.path("pid").asString() + "\""
                + (offset == null ? "" : ",\"offset\":\"" + offset + "\"");
    }

    @Test
    void tooMuchMissedBeginsANewConnection() {
        services.record(talk.customerSaid(1, "m-1", "one"));
        JsonNode first;
        try (EngineSocketClient client = open()) {
            first = connected(client, ann(""));
        }
        for (int i = 2; i <= 1_003; i++) {
            services.record(talk.agentSaid(i, "more"));
        }
        try (EngineSocketClient client = open()) {
            JsonNode again = connected(client, ann(again(first, "1")));
            assertThat(again.path("sid")).isNotEqualTo(first.path("sid"));
            assertThat(again.path("pid")).isNotEqualTo(first.path("pid"));
        }
    }

    @Test
    void aPidOfSomebodyElseBeginsANewConnection() {
        told(talk.agentSaid(1, "for ann alone"));
        JsonNode anns;
        try (EngineSocketClient client = open()) {
            anns = connected(client, ann(""));
        }
        try (EngineSocketClient client = open()) {
            String bob = auth(",\"userId\":\"bob\",\"sessionId\":\"s-bob\"" + again(anns, "0"));
            assertThat(connected(client, bob).path("sid")).isNotEqualTo(anns.path("sid"));
            assertThat(client.isQuietFor(700)).isTrue();
        }
    }

    @Test
    void theFirstMessageDecidesTheSessionAndItsOffsetBringsItBack() {
        JsonNode first;
        String offset;
        Tenant.Talk at;
        try (EngineSocketClient client = open()) {
            first = connected(client, auth(",\"role\":\"visitor\""));
            client.send("420[\"message\",{\"text\":\"hello there\",\"sessionId\":\"" + session + "\"}]");
            MessageReceived.Said said = said("hello there");
            assertThat(said.address().thread()).isEqualTo(session);
            at = new Tenant.Talk(acme, talk.id(), said.address(), talk.customer());
            JsonNode began = event(client, "session_started");
            assertThat(began.get(1).path("sessionId").asString()).isEqualTo(session);
            told(recorded(1, said));
            offset = event(client, "meta_message_created").get(2).asString();
            assertThat(client.next()).startsWith("430[{\"success\":true").contains(session);
            client.send("421[\"message\",{\"text\":\"elsewhere\",\"sessionId\":\"another\"}]");
            assertThat(client.next()).startsWith("431[{\"success\":false").contains("FORBIDDEN");
        }
        told(at.agentSaid(2, "welcome"));
        try (EngineSocketClient client = open()) {
            JsonNode again = connected(client, auth(again(first, offset)));
            assertThat(again).isEqualTo(first);
            JsonNode missed = event(client, "meta_message_created");
            assertThat(missed.get(1).path("message").path("text").asString()).isEqualTo("welcome");
            assertThat(missed.get(2).asString()).startsWith("2.");
        }
    }

    @Test
    void whoMayNotConnectIsToldWhyForGood() {
        refused("{}", "UNAUTHENTICATED");
        refused("{\"token\":\"pk_unknown\"}", "INVALID_API_KEY");
        refused("{\"token\":\"eyJhbGciOiJub25lIn0.e30.\"}", "INVALID_JWT_TOKEN");
        refused("{\"token\":{\"$ne\":1}}", "INVALID_REQUEST");
        refused(auth(",\"role\":\"admin\""), "FORBIDDEN");
        refused(auth(",\"tenantId\":\"" + UUID.randomUUID() + "\""), "FORBIDDEN");
        refused(auth(",\"sessionId\":\"" + "s".repeat(201) + "\""), "INVALID_REQUEST");
    }

    private void refused(String auth, String code) {
        try (EngineSocketClient client = open()) {
            String answer = client.send("40" + auth).next();
            assertThat(answer).startsWith("44{\"message\":\"");
            assertThat(json(answer).path("data").path("code").asString()).isEqualTo(code);
        }
    }

    @Test
    void aPageThatTheInboxDoesNotKnowIsRefused() {
        facts.publish(acme.inbox(false, List.of("https://acme.test")));
        Awaitility.await().untilAsserted(() -> {
            try (EngineSocketClient client = open("Origin", "https://evil.test")) {
                assertThat(client.send("40" + ann("")).next()).contains("ORIGIN_NOT_ALLOWED");
            }
        });
        try (EngineSocketClient client = open("Origin", "https://acme.test")) {
            connected(client, ann(""));
        }
    }

    @Test
    void theTokenMayStandInTheQueryOrInAHeader() {
        try (EngineSocketClient client =
                new EngineSocketClient(port, "&role=x&sessionId=" + session + "&token=" + acme.publishable())) {
            client.next();
            connected(client, "");
        }
        try (EngineSocketClient client = open("Authorization", "Bearer " + acme.publishable())) {
            connected(client, "");
        }
        try (EngineSocketClient client = open("Authorization", "Bearer pk_wrong")) {
            assertThat(client.send("40").next()).contains("INVALID_API_KEY");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42[\"message\",{\"text\":\"before CONNECT\"}]",
                "47",
                "4",
                "40[]",
                "40{\"token\":",
                "41",
                "44{\"message\":\"me\"}",
                "42/other,[\"message\",{}]",
            })
    void whatTheProtocolDoesNotKnowClosesTheSocket(String packet) {
        try (EngineSocketClient client = open()) {
            if (packet.equals("41")) {
                // leaving what was never joined is harmless, and CONNECT is still expected
                connected(client.send(packet), ann(""));
                return;
            }
            assertThat(client.send(packet).closeCode()).isEqualTo(1002);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "40",
                "42[\"message\",{\"text\":}]",
                "42[\"disconnect\"]",
                "42[7]",
                "45100000-[\"message\"]",
                "450-[\"message\"]",
                "451-[\"message\",{\"_placeholder\":true,\"num\":1}]",
            })
    void whatAConnectedClientMayNotSendClosesTheSocket(String packet) {
        try (EngineSocketClient client = open()) {
            connected(client, ann(""));
            assertThat(client.send(packet).closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void aBinaryEventIsReadToItsEndAndAnswered() {
        try (EngineSocketClient client = open()) {
            connected(client, ann(""));
            client.send("452-9[\"message\",{\"text\":\"see\",\"a\":{\"_placeholder\":true,\"num\":0},"
                            + "\"b\":{\"_placeholder\":true,\"num\":1}}]")
                    .send(new byte[] {1, 2})
                    .send(new byte[] {3});
            assertThat(client.next()).startsWith("439[{\"success\":false").contains("NOT_SUPPORTED");
            client.send("461-1[{\"_placeholder\":true,\"num\":0}]").send(new byte[] {1});
            client.send("431[\"an ack that nobody asked for\"]");
            client.send("42[\"message\",{\"id\":\"m-9\",\"text\":7}]");
            assertThat(client.next())
                    .startsWith("42[\"error_message\",{\"error\":\"text")
                    .contains("\"id\":\"m-9\"");
            assertThat(client.send(new byte[] {1}).closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void attachmentsTogetherAreBounded() {
        try (EngineSocketClient client = open()) {
            connected(client, ann(""));
            client.send("452-[\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]")
                    .send(new byte[600_000])
                    .send(new byte[600_000]);
            assertThat(client.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void whoDoesNotConnectInTimeIsLetGo() {
        try (EngineSocketClient client = open()) {
            client.send("40/other,");
            assertThat(client.next()).isEqualTo("44/other,{\"message\":\"Invalid namespace\"}");
            assertThat(client.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void excessIsAnsweredAndTheConnectionStays() {
        try (EngineSocketClient client = open()) {
            connected(client, ann(""));
            for (int i = 0; i < 15; i++) {
                client.send("42" + i + "[\"get_online_users\",{}]");
            }
            int limited = 0;
            for (int i = 0; i < 15; i++) {
                String answer = client.next();
                assertThat(answer).startsWith("43" + i + "[{\"success\":false");
                limited += answer.contains("RATE_LIMIT_EXCEEDED") ? 1 : 0;
                assertThat(answer).containsAnyOf("RATE_LIMIT_EXCEEDED", "FORBIDDEN");
            }
            assertThat(limited).isBetween(1, 6);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(
                                    client.send("4299[\"get_online_users\",{}]").next())
                            .contains("FORBIDDEN"));
        }
    }

    @Test
    void aRevokedKeyIsDisconnectedForGood() {
        try (EngineSocketClient client = open();
                EngineSocketClient other = open("Authorization", "Bearer " + login())) {
            connected(client, ann(""));
            connected(other, "");
            facts.publish(acme.key(acme.publishable(), AccountUpdated.KeyKind.PUBLISHABLE, false));
            assertThat(client.next()).isEqualTo("41");
            assertThat(client.closeCode()).isEqualTo(4401);
            facts.publish(new AccountUpdated.User(
                    Ids.next(),
                    acme.account(),
                    java.time.Instant.now(),
                    acme.user(),
                    7,
                    "Jane Smith",
                    "jane@acme.test",
                    "agent",
                    false));
            String last = other.next();
            while (last.startsWith("42")) {
                last = other.next();
            }
            assertThat(last).isEqualTo("41");
        }
    }

    @Test
    void staffSeesWhoIsOnlineAndEveryMessageOfItsAccount() {
        Tenant globex = Tenant.named("globex-" + Ids.next());
        facts.publish(globex.facts());
        try (EngineSocketClient jane = open()) {
            JsonNode hello = connected(jane, "{\"token\":\"" + login() + "\",\"role\":\"admin\"}");
            assertThat(hello.path("pid").asString()).isNotEmpty();
            assertThat(event(jane, "online_users_list").get(1).path("users")).isEmpty();
            try (EngineSocketClient client = open("Origin", "https://acme.test")) {
                connected(client, ann(",\"url\":\"https://acme.test/cart\""));
                JsonNode online = event(jane, "user_online").get(1);
                assertThat(online.path("userId").asString()).isEqualTo("ann");
                assertThat(online.path("sessionId").asString()).isEqualTo(session);
                assertThat(online.path("url").asString()).isEqualTo("https://acme.test/cart");
                assertThat(online.path("origin").asString()).isEqualTo("https://acme.test");
                jane.send("421[\"get_online_users\",{\"tenantId\":\"" + acme.account() + "\"}]");
                assertThat(event(jane, "online_users_list").get(1).path("users").toString())
                        .contains("\"userId\":\"ann\"");
                assertThat(jane.next()).startsWith("431[{\"users\":[");
                jane.send("422[\"get_online_users\",{\"tenantId\":\"" + globex.account() + "\"}]");
                assertThat(jane.next()).startsWith("432[{\"success\":false").contains("FORBIDDEN");
                facts.publish(globex.talk("eve", "s-eve").agentSaid(1, "not for acme"));
                facts.publish(talk.note(1, "between us"));
                JsonNode note = event(jane, "meta_message_created").get(1).path("message");
                assertThat(note.path("text").asString()).isEqualTo("between us");
                assertThat(note.path("note").asBoolean()).isTrue();
                assertThat(client.isQuietFor(300)).isTrue();
            }
            assertThat(event(jane, "user_offline").get(1).path("userId").asString())
                    .isEqualTo("ann");
        }
    }

    @Test
    void allOfItWorksByPollingToo() {
        PollingClient http = new PollingClient(port);
        String query = http.open("");
        assertThat(http.post(query, "40" + ann("")).body()).isEqualTo("ok");
        assertThat(http.poll(query)).singleElement().asString().startsWith("40{\"sid\":\"");
        http.post(query, "420[\"message\",{\"text\":\"by polling\"}]\u001e421[\"get_online_users\",{}]");
        assertThat(http.get(query).body()).startsWith("431[{\"success\":false");
        told(recorded(1, said("by polling")));
        List<String> answers = http.poll(query);
        assertThat(answers.getFirst()).startsWith("42[\"meta_message_created\"");
        assertThat(answers.getLast()).startsWith("430[{\"success\":true");
    }

    @Test
    void leavingTheNamespaceLeavesTheSessionOpen() {
        try (EngineSocketClient client = open()) {
            JsonNode first = connected(client, ann(""));
            JsonNode second = connected(client.send("41"), ann(""));
            assertThat(second.path("sid")).isNotEqualTo(first.path("sid"));
        }
    }
}
