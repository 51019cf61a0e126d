package dev.switchboard.gateway.socket.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.gateway.FakeServices;
import dev.switchboard.gateway.GatewayTest;
import dev.switchboard.gateway.Tenant;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.testing.Facts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Who may connect, and who may join what.
@GatewayTest
class PhoenixJoinIntegrationTests {
    private static final String COMPAT = "vsn=2.0.0";

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
    final UUID login = Ids.next();
    final Tenant.Talk talk = acme.talk("ann", "s-" + Ids.next());
    final String topic = "conversation:" + talk.id();
    final String ann = "{\"customer_id\":\"" + talk.customer() + "\"}";

    @BeforeEach
    void begin() {
        facts.publish(acme.facts());
        services.talks().begin(talk);
        Awaitility.await().until(() -> feed.live() && accounts.complete());
        Awaitility.await().until(() -> PhoenixClient.handshake(port, COMPAT + "&token=" + jane()) == 101);
        Awaitility.await().until(() -> PhoenixClient.handshake(port, COMPAT + "&token=" + acme.publishable()) == 101);
    }

    private String jane() {
        Caller.Agent agent =
                new Caller.Agent(acme.account(), acme.user(), 7, "Jane Smith", "jane@acme.test", "agent", login);
        return tokens.mint(Tokens.Audience.SESSION, agent, Duration.ofHours(1));
    }

    private PhoenixClient connect(String more) {
        return new PhoenixClient(port, COMPAT + more);
    }

    private static String reason(JsonNode reply) {
        assertThat(reply.path("status").asString()).isEqualTo("error");
        return reply.path("response").path("reason").asString();
    }

    @Test
    void aHeartbeatIsAnswered() {
        try (PhoenixClient client = connect("")) {
            client.send("[null,\"12\",\"phoenix\",\"heartbeat\",{}]");
            JsonNode frame = client.next(Duration.ofSeconds(5));
            assertThat(frame)
                    .hasToString("[null,\"12\",\"phoenix\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]");
        }
    }

    @Test
    void whoKnowsBothIdsJoinsWithoutAToken() {
        try (PhoenixClient client = connect("")) {
            JsonNode response = client.joined(topic, ann);
            assertThat(response.path("seq").asLong()).isZero();
            JsonNode state =
                    client.await("presence_state", f -> f.path(3).asString().equals("presence_state"));
            assertThat(state.path(0).asString()).as("to this join alone").isEqualTo("1");
        }
    }

    @Test
    void aGuessedConversationAForeignCustomerAndNoCustomerAreRefusedAlike() {
        try (PhoenixClient client = connect("")) {
            JsonNode guessed = client.reply(client.join("conversation:" + Ids.next(), ann));
            JsonNode foreign = client.reply(client.join(topic, "{\"customer_id\":\"" + Ids.next() + "\"}"));
            JsonNode nobody = client.reply(client.join(topic, "{}"));
            assertThat(reason(guessed)).isEqualTo("unauthorized");
            assertThat(foreign).isEqualTo(guessed);
            assertThat(nobody).isEqualTo(guessed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"room:lobby", "events:1", "issue:1", "conversation:17", "nonsense"})
    void whatIsNoTopicIsUnmatched(String name) {
        try (PhoenixClient client = connect("")) {
            assertThat(reason(client.reply(client.join(name, "{}")))).isEqualTo("unmatched topic");
        }
    }

    @Test
    void anInboxIsOpenToItsOwnAgentsAlone() {
        String inbox = "notification:" + acme.account();
        try (PhoenixClient visitor = connect("");
                PhoenixClient agent = connect("&token=" + jane())) {
            assertThat(reason(visitor.reply(visitor.join(inbox, "{}")))).isEqualTo("Unauthorized");
            assertThat(reason(agent.reply(agent.join("notification:" + Ids.next(), "{}"))))
                    .isEqualTo("Unauthorized");
            assertThat(agent.joined(inbox, "{}").path("pos").asLong()).isZero();
            JsonNode online = agent.event("presence_state");
            assertThat(online.isObject()).isTrue();
        }
    }

    @Test
    void anAgentJoinsConversationsOfItsAccountAlone() {
        Tenant.Talk foreign = Tenant.named("globex-" + Ids.next()).talk("bob", "s");
        services.talks().begin(foreign);
        try (PhoenixClient agent = connect("&token=Bearer%20" + jane())) {
            agent.joined(topic, "{}");
            assertThat(reason(agent.reply(agent.join("conversation:" + foreign.id(), "{}"))))
                    .isEqualTo("unauthorized");
        }
    }

    @Test
    void aWidgetTokenOpensItsOwnConversationAlone() {
        Tenant.Talk other = acme.talk("bob", "s-" + Ids.next());
        services.talks().begin(other);
        String token = tokens.mint(
                Tokens.Audience.WIDGET,
                new Caller.Visitor(
                        acme.account(),
                        acme.inbox(),
                        talk.address().identity(),
                        talk.address().thread(),
                        true),
                Duration.ofHours(1));
        try (PhoenixClient client = connect("&token=" + token)) {
            client.joined(topic, ann);
            String bob = "{\"customer_id\":\"" + other.customer() + "\"}";
            assertThat(reason(client.reply(client.join("conversation:" + other.id(), bob))))
                    .isEqualTo("unauthorized");
        }
    }

    @Test
    void aPublishableKeyOfAnotherAccountOpensNothing() {
        Tenant globex = Tenant.named("globex-" + Ids.next());
        facts.publish(globex.facts());
        Awaitility.await().until(() -> PhoenixClient.handshake(port, COMPAT + "&token=" + globex.publishable()) == 101);
        try (PhoenixClient client = connect("&token=" + globex.publishable())) {
            assertThat(reason(client.reply(client.join(topic, ann)))).isEqualTo("unauthorized");
        }
    }

    @Test
    void anInboxThatWantsATokenOrAnotherPageRefusesTheRest() {
        facts.publish(acme.inbox(true, List.of()));
        Awaitility.await()
                .until(() -> accounts.inbox(acme.account(), acme.inbox()).widgetTokenRequired());
        try (PhoenixClient client = connect("")) {
            assertThat(reason(client.reply(client.join(topic, ann)))).isEqualTo("unauthorized");
        }
        facts.publish(acme.inbox(false, List.of("https://shop.test")));
        Awaitility.await()
                .until(() -> !accounts.inbox(acme.account(), acme.inbox()).widgetTokenRequired());
        try (PhoenixClient evil = new PhoenixClient(port, COMPAT, "Origin=https://evil.test");
                PhoenixClient shop = new PhoenixClient(port, COMPAT, "Origin=https://shop.test")) {
            assertThat(reason(evil.reply(evil.join(topic, ann)))).isEqualTo("unauthorized");
            shop.joined(topic, ann);
        }
    }

    @Test
    void whoLeavesIsToldAndHearsNoMore() {
        try (PhoenixClient client = connect("")) {
            String join = client.join(topic, ann);
            client.reply(join);
            String leave = client.push(join, topic, "phx_leave", "{}");
            assertThat(client.reply(leave).path("status").asString()).isEqualTo("ok");
            JsonNode close = client.await("phx_close", f -> f.path(3).asString().equals("phx_close"));
            assertThat(close.path(0).asString()).isEqualTo(join);
            assertThat(close.path(1).asString()).isEqualTo(join);
            services.record(talk.botSaid(1, "Still there?", null));
            facts.publish(talk.botSaid(1, "Still there?", null));
            assertThat(reason(client.reply(client.push(join, topic, "shout", "{\"body\":\"Hello?\"}"))))
                    .isEqualTo("unmatched topic");
            assertThat(client.events(Duration.ofSeconds(1))).doesNotContain("shout");
        }
    }

    @Test
    void aSecondJoinReplacesTheFirst() {
        try (PhoenixClient client = connect("")) {
            String first = client.join(topic, ann);
            client.reply(first);
            String second = client.join(topic, ann);
            JsonNode close = client.await("phx_close", f -> f.path(3).asString().equals("phx_close"));
            assertThat(close.path(0).asString()).isEqualTo(first);
            assertThat(client.reply(second).path("status").asString()).isEqualTo("ok");
            assertThat(reason(client.reply(client.push(first, topic, "ping", "{}"))))
                    .as("a push of the first join is stale")
                    .isEqualTo("unmatched topic");
            client.push(first, topic, "phx_leave", "{}");
            JsonNode echo = client.reply(client.push(second, topic, "ping", "{\"a\":1}"));
            assertThat(echo.path("response").path("a").asInt()).isEqualTo(1);
        }
    }

    @Test
    void oneSocketJoinsAHundredTopicsAndNoMore() {
        try (PhoenixClient client = connect("")) {
            for (int i = 0; i < 100; i++) {
                client.joined("conversation:lobby:" + Ids.next(), "{}");
            }
            assertThat(reason(client.reply(client.join(topic, ann)))).isEqualTo("too many channels joined");
        }
    }

    @Test
    void aFloodOfJoinsIsAnsweredAndNotClosedFor() {
        try (PhoenixClient client = connect("")) {
            for (int i = 0; i < 300; i++) {
                client.join(topic, "{}");
            }
            JsonNode limited = client.await(
                    "rate limit",
                    f -> f.path(4).path("response").path("reason").asString().equals("rate limited"));
            assertThat(limited.path(4).path("response").path("code").asString()).isEqualTo("RATE_LIMIT_EXCEEDED");
            assertThat(client.isClosed()).isFalse();
        }
    }

    @Test
    void aBadTokenAndAnUnknownVersionAreRefusedWith403() {
        assertThat(PhoenixClient.handshake(port, "vsn=2.0.0&token=nonsense")).isEqualTo(403);
        assertThat(PhoenixClient.handshake(port, "vsn=2.0.0&token=a.b.c")).isEqualTo(403);
        assertThat(PhoenixClient.handshake(port, "vsn=2.0.0&token=" + acme.secret(), "Origin=https://shop.test"))
                .isEqualTo(403);
        assertThat(PhoenixClient.handshake(port, "vsn=3.0.0")).isEqualTo(403);
        assertThat(PhoenixClient.handshake(port, "vsn=2.0.0", "phoenix", "base64url.bearer.phx.bm9uc2Vuc2U"))
                .isEqualTo(403);
    }

    @Test
    void aBadHeaderIsRefusedWith403AsABadTokenIs() {
        for (String header : List.of(
                "Authorization=Bearer pk_wrong",
                "Authorization=pk_wrong",
                "Authorization=Basic dXNlcjpwYXNz",
                "Authorization=Bearer eyJhbGciOiJub25lIn0.e30.",
                "X-API-Key=sk_wrong")) {
            assertThat(PhoenixClient.handshake(port, "vsn=2.0.0", header))
                    .as(header)
                    .isEqualTo(403);
        }
        assertThat(PhoenixClient.handshake(port, "vsn=2.0.0", "Authorization=Bearer " + jane()))
                .isEqualTo(101);
    }

    @Test
    void aTokenMayComeAsASubprotocol() {
        String token = Base64.getEncoder().withoutPadding().encodeToString(jane().getBytes(StandardCharsets.UTF_8));
        try (PhoenixClient agent = new PhoenixClient(port, COMPAT, "phoenix", "base64url.bearer.phx." + token)) {
            assertThat(agent.subprotocol()).isEqualTo("phoenix");
            agent.joined("notification:" + acme.account(), "{}");
        }
    }

    @Test
    void aLoginThatEndsEndsItsSocketWith1001() {
        try (PhoenixClient agent = connect("&token=" + jane())) {
            agent.joined("notification:" + acme.account(), "{}");
            facts.publish(new AccountUpdated.SessionRevoked(
                    Ids.next(),
                    acme.account(),
                    Instant.now(),
                    login,
                    Instant.now().plusSeconds(3600)));
            assertThat(agent.closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void framesThatMeanNothingAreAnsweredAndBinaryOnesPassedOver() {
        try (PhoenixClient client = connect("")) {
            client.send("{}").sendBinary(new byte[] {0, 1, 2, 3}).send("[\"1\",\"7\",\"a:b\",\"c\",[]]");
            assertThat(client.next(Duration.ofSeconds(5))
                            .path(4)
                            .path("response")
                            .path("code")
                            .asString())
                    .isEqualTo("INVALID_REQUEST");
            JsonNode second = client.next(Duration.ofSeconds(5));
            assertThat(second.path(1).asString()).isEqualTo("7");
            assertThat(second.path(2).asString()).isEqualTo("a:b");
            client.joined(topic, ann);
        }
    }

    @Test
    void theOlderFormIsSpokenWhereNoVersionIsNamed() {
        try (PhoenixClient client = new PhoenixClient(port, "")) {
            client.send("{\"topic\":\"%s\",\"event\":\"phx_join\",\"payload\":%s,\"ref\":\"1\"}".formatted(topic, ann));
            JsonNode reply = client.next(Duration.ofSeconds(5));
            assertThat(reply.path("event").asString()).isEqualTo("phx_reply");
            assertThat(reply.path("ref").asString()).isEqualTo("1");
            assertThat(reply.path("payload").path("status").asString()).isEqualTo("ok");
            services.record(talk.botSaid(1, "Hello", null));
            facts.publish(talk.botSaid(1, "Hello", null));
            JsonNode shout =
                    client.await("shout", f -> f.path("event").asString().equals("shout"));
            assertThat(shout.path("payload").path("body").asString()).isEqualTo("Hello");
            assertThat(shout.path("ref").isNull()).isTrue();
        }
    }
}
