package dev.switchboard.gateway.socket.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.gateway.FakeConversations.Post;
import dev.switchboard.gateway.FakeServices;
import dev.switchboard.gateway.GatewayTest;
import dev.switchboard.gateway.Tenant;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.testing.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// What is said on a topic, to whom it is told, and what a client that comes back is told.
@GatewayTest
class PhoenixChatIntegrationTests {
    private static final Duration A_WHILE = Duration.ofSeconds(1);

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
    final Tenant.Talk talk = acme.talk("ann", "s-" + Ids.next());
    final String topic = "conversation:" + talk.id();
    final String inbox = "notification:" + acme.account();
    final String ann = "{\"customer_id\":\"" + talk.customer() + "\"}";

    @BeforeEach
    void begin() {
        facts.publish(acme.facts());
        services.talks().begin(talk);
        Awaitility.await().until(() -> feed.live() && accounts.complete());
        Awaitility.await().until(() -> PhoenixClient.handshake(port, "vsn=2.0.0&token=" + jane()) == 101);
        Awaitility.await().until(() -> PhoenixClient.handshake(port, "vsn=2.0.0&token=" + acme.publishable()) == 101);
    }

    private String jane() {
        Caller.Agent agent =
                new Caller.Agent(acme.account(), acme.user(), 7, "Jane Smith", "jane@acme.test", "agent", Ids.next());
        return tokens.mint(Tokens.Audience.SESSION, agent, Duration.ofHours(1));
    }

    private PhoenixClient customer() {
        return new PhoenixClient(port, "vsn=2.0.0");
    }

    private PhoenixClient agent() {
        return new PhoenixClient(port, "vsn=2.0.0&token=" + jane());
    }

    private static String joined(PhoenixClient client, String name, String params) {
        String ref = client.join(name, params);
        assertThat(client.reply(ref).path("status").asString()).isEqualTo("ok");
        return ref;
    }

    private void record(MessageCreated... messages) {
        services.record(messages);
        facts.publish(messages);
    }

    private MessageReceived.Said said(String id) {
        return facts.await(
                MessageReceived.Said.class,
                said -> said.address().equals(talk.address())
                        && said.deduplicationKey().equals(id));
    }

    @Test
    void aShoutIsAnsweredWhenItIsRecordedAndItsSenderIsTheSockets() {
        try (PhoenixClient client = customer()) {
            String join = joined(client, topic, ann);
            String push = client.push(join, topic, "shout", """
                    {"body":"Hello","client_message_id":"m-1","customer_id":"x","user_id":1,"metadata":{"page":"/cart"}}
                    """);
            MessageReceived.Said said = said("m-1");
            assertThat(said.accountId()).isEqualTo(acme.account());
            assertThat(said.metadata()).containsEntry("page", "/cart");
            assertThat(client.events(A_WHILE))
                    .as("nothing before it is recorded")
                    .isEmpty();
            record(talk.customerSaid(1, "m-1", "Hello"));
            JsonNode shout = client.event("shout");
            assertThat(shout.path("customer_id").asString())
                    .isEqualTo(talk.customer().toString());
            assertThat(shout.path("user_id").isNull()).isTrue();
            assertThat(shout.path("created_at").asString()).isEqualTo("2026-11-20T10:00:00.120Z");
            JsonNode reply = client.reply(push);
            assertThat(reply.path("status").asString()).isEqualTo("ok");
            assertThat(reply.path("response")).isEqualTo(shout);
        }
    }

    @Test
    void theDeskIsToldHowToReachACustomerAndTheSocketOfTwoIdsIsNot() {
        try (PhoenixClient client = customer();
                PhoenixClient agent = agent()) {
            joined(client, topic, ann);
            joined(agent, topic, "{}");
            joined(agent, "notification:" + acme.account(), "{}");
            record(talk.customerSaid(1, "m-1", "Hello", new Profile(null, "ann@example.test", "+1 555 0100")));
            JsonNode shown = client.event("shout").path("customer");
            assertThat(shown.path("email").isNull()).isTrue();
            assertThat(shown.path("phone").isNull()).isTrue();
            assertThat(shown.path("title").asString()).isEqualTo("Anonymous User");
            for (int i = 0; i < 2; i++) {
                JsonNode known = agent.event("shout").path("customer");
                assertThat(known.path("id").asString())
                        .isEqualTo(talk.customer().toString());
                assertThat(known.path("email").asString()).isEqualTo("ann@example.test");
                assertThat(known.path("phone").asString()).isEqualTo("+1 555 0100");
                assertThat(known.path("title").asString()).isEqualTo("ann@example.test");
            }
        }
    }

    @Test
    void aRefusedShoutIsAnsweredAndToldToNobody() {
        try (PhoenixClient client = customer()) {
            String join = joined(client, topic, ann);
            String push = client.push(join, topic, "shout", "{\"body\":\"Hello\",\"id\":\"m-1\"}");
            said("m-1");
            facts.publish(talk.refused("m-1"));
            JsonNode reply = client.reply(push);
            assertThat(reply.path("status").asString()).isEqualTo("error");
            assertThat(reply.path("response").path("code").asString()).isEqualTo("MESSAGE_ID_REUSED");
            assertThat(client.events(A_WHILE)).isEmpty();
            String blank = client.push(join, topic, "shout", "{\"body\":\"  \"}");
            assertThat(client.reply(blank)
                            .path("response")
                            .path("fields")
                            .path("body")
                            .isArray())
                    .isTrue();
            String file = client.push(join, topic, "shout", "{\"body\":\"Hi\",\"file_ids\":[\"1\"]}");
            assertThat(client.reply(file).path("response").path("code").asString())
                    .isEqualTo("NOT_SUPPORTED");
        }
    }

    @Test
    void aRepeatIsAnsweredWithWhatWasRecorded() {
        try (PhoenixClient client = customer()) {
            String join = joined(client, topic, ann);
            MessageCreated message = talk.customerSaid(1, "m-1", "Hello");
            record(message);
            client.event("shout");
            String again = client.push(join, topic, "shout", "{\"body\":\"Hello\",\"id\":\"m-1\"}");
            said("m-1");
            facts.publish(talk.repeated(message));
            JsonNode response = client.reply(again).path("response");
            assertThat(response.path("id").asString())
                    .isEqualTo(message.messageId().toString());
            assertThat(response.path("seq").asLong()).isEqualTo(1);
        }
    }

    @Test
    void notesAndTheirChangesStayAtTheDesk() {
        try (PhoenixClient client = customer();
                PhoenixClient agent = agent()) {
            joined(client, topic, ann);
            joined(agent, topic, "{}");
            MessageCreated note = talk.note(1, "A difficult one");
            MessageCreated answer = talk.agentSaid(2, "Hello");
            record(note, answer);
            assertThat(agent.event("shout").path("private").asBoolean()).isTrue();
            assertThat(client.event("shout").path("body").asString()).isEqualTo("Hello");
            facts.publish(edited(note, "A very difficult one"), edited(answer, "Hello!"));
            assertThat(agent.event("message:updated")
                            .path("updates")
                            .path("body")
                            .asString())
                    .isEqualTo("A very difficult one");
            JsonNode change = client.event("message:updated");
            assertThat(change.path("id").asString())
                    .isEqualTo(answer.messageId().toString());
        }
    }

    private static MessageUpdated.Edited edited(MessageCreated message, String body) {
        return new MessageUpdated.Edited(
                Ids.next(),
                message.accountId(),
                message.conversationId(),
                Instant.now(),
                message.version() + 10,
                message.messageId(),
                body);
    }

    @Test
    void typingIsToldToTheOthersAndEnds() {
        try (PhoenixClient client = customer();
                PhoenixClient agent = agent()) {
            String join = joined(client, topic, ann);
            String desk = joined(agent, topic, "{}");
            client.reply(client.push(join, topic, "typing", "{\"typing\":true}"));
            JsonNode typing = agent.event("typing");
            assertThat(typing.path("typing").asBoolean()).isTrue();
            assertThat(typing.path("sender_type").asString()).isEqualTo("customer");
            assertThat(typing.path("customer_id").asString())
                    .isEqualTo(talk.customer().toString());
            agent.reply(agent.push(desk, topic, "typing", "{\"typing\":true}"));
            assertThat(client.event("typing").path("user_id").asInt()).isEqualTo(7);
            assertThat(agent.event("typing").path("typing").asBoolean())
                    .as("after six seconds")
                    .isFalse();
            assertThat(facts.told(TypingChanged.class))
                    .anyMatch(t -> t.conversationId().equals(talk.id()));
        }
    }

    @Test
    void theCustomerSeesTheAnswerWhileItIsWritten() {
        try (PhoenixClient client = customer()) {
            String _ = joined(client, topic, ann);
            MessageCreated question = talk.customerSaid(1, "m-1", "Hi");
            facts.publish(question);
            client.event("shout");
            facts.publish(new TypingChanged(
                    Ids.next(),
                    question.accountId(),
                    talk.id(),
                    Instant.now(),
                    Author.bot(),
                    true,
                    question.messageId(),
                    0L,
                    "Within 30 days."));
            JsonNode partial = client.event("message:partial");
            assertThat(partial.path("body").asString()).isEqualTo("Within 30 days.");
            assertThat(partial.path("lease_epoch").asLong()).isZero();
        }
    }

    @Test
    void anAgentsShoutsAreRecordedInTheirOrderAndAnsweredWithTheMessage() {
        try (PhoenixClient agent = agent()) {
            String join = joined(agent, inbox, "{}");
            String[] pushes = IntStream.range(0, 5)
                    .mapToObj(i -> agent.push(
                            join,
                            inbox,
                            "shout",
                            "{\"conversation_id\":\"%s\",\"body\":\"line %d\",\"id\":\"m-%d\"}"
                                    .formatted(talk.id(), i, i)))
                    .toArray(String[]::new);
            for (String push : pushes) {
                JsonNode reply = agent.reply(push);
                assertThat(reply.path("response").path("object").asString())
                        .as(reply.toString())
                        .isEqualTo("message");
            }
            assertThat(services.talks().posts(talk.id()))
                    .extracting(Post::body)
                    .containsExactly("line 0", "line 1", "line 2", "line 3", "line 4");
            assertThat(services.talks().posts(talk.id()).getFirst().key()).isEqualTo("m-0");
            String refused = agent.push(
                    join, inbox, "shout", "{\"conversation_id\":\"%s\",\"body\":\"refuse\"}".formatted(talk.id()));
            assertThat(agent.reply(refused).path("response").path("reason").asString())
                    .isEqualTo("unauthorized");
            String read = agent.push(join, inbox, "read", "{\"conversation_id\":\"%s\"}".formatted(talk.id()));
            assertThat(agent.reply(read).path("status").asString()).isEqualTo("ok");
            assertThat(services.talks().seen()).contains(talk.id());
        }
    }

    @Test
    void anInboxHearsWhatHappensInItsAccountInOrderAndNothingOfAnother() {
        Tenant.Talk foreign = Tenant.named("globex-" + Ids.next()).talk("bob", "s");
        try (PhoenixClient agent = agent()) {
            joined(agent, inbox, "{}");
            facts.publish(foreign.customerSaid(1, "x", "Not yours"));
            facts.publish(new ConversationUpdated.Created(
                    Ids.next(),
                    acme.account(),
                    talk.id(),
                    Instant.now(),
                    1,
                    1,
                    talk.address(),
                    talk.customer(),
                    Owner.BOT,
                    0,
                    null));
            JsonNode created = agent.event("conversation:created");
            assertThat(created.path("id").asString()).isEqualTo(talk.id().toString());
            assertThat(created.path("conversation").path("object").asString()).isEqualTo("conversation");
            record(talk.customerSaid(1, "m-1", "Hello"));
            JsonNode shout = agent.event("shout");
            assertThat(shout.path("body").asString()).isEqualTo("Hello");
            assertThat(shout.has("pos")).isTrue();
            facts.publish(new ConversationUpdated.StatusChanged(
                    Ids.next(), acme.account(), talk.id(), Instant.now(), 3, "closed", Author.system()));
            JsonNode updated = agent.event("conversation:updated");
            assertThat(updated.path("version").asLong()).isEqualTo(3);
            assertThat(updated.path("updates").path("id").asString())
                    .isEqualTo(talk.id().toString());
        }
    }

    @Test
    void whoNamesItsLastMessageGetsWhatFollows() {
        services.record(talk.botSaid(1, "one", null), talk.botSaid(2, "two", null), talk.botSaid(3, "three", null));
        String params = "{\"customer_id\":\"%s\",\"last_seq\":1}".formatted(talk.customer());
        try (PhoenixClient client = new PhoenixClient(port, "vsn=2.0.0&token=" + acme.publishable())) {
            JsonNode response = client.joined(topic, params);
            assertThat(response.path("seq").asLong()).isEqualTo(1);
            assertThat(response.path("last_seq").asLong()).isEqualTo(3);
            assertThat(client.event("shout").path("body").asString()).isEqualTo("two");
            assertThat(client.event("shout").path("body").asString()).isEqualTo("three");
        }
        try (PhoenixClient stranger = customer()) {
            assertThat(stranger.joined(topic, params).path("seq").asLong()).isEqualTo(3);
            assertThat(stranger.events(A_WHILE))
                    .as("without a token there is no history")
                    .isEmpty();
        }
    }

    @Test
    void anUnmodifiedClientThatComesBackGetsWhatItMissedAndAFreshPageDoesNot() {
        services.record(talk.botSaid(1, "before", null));
        try (PhoenixClient first = customer().countFrom(2)) {
            joined(first, topic, ann);
            first.event("presence_state");
        }
        services.record(talk.botSaid(2, "while away", null));
        try (PhoenixClient back = customer().countFrom(8)) {
            joined(back, topic, ann);
            back.await("what was missed", f -> f.path(4).path("body").asString().equals("while away"));
        }
        try (PhoenixClient fresh = customer().countFrom(2)) {
            joined(fresh, topic, ann);
            assertThat(fresh.events(A_WHILE)).isEmpty();
        }
    }

    @Test
    void tooManyMessagesAreAnsweredAndTheSocketStays() {
        try (PhoenixClient client = customer()) {
            String join = joined(client, topic, ann);
            String last = "";
            for (int i = 0; i < 25; i++) {
                last = client.push(join, topic, "ping", "{}");
            }
            JsonNode limited = client.reply(last);
            assertThat(limited.path("response").path("code").asString()).isEqualTo("RATE_LIMIT_EXCEEDED");
            client.send("[null,\"99\",\"phoenix\",\"heartbeat\",{}]");
            assertThat(client.reply("99").path("status").asString()).isEqualTo("ok");
        }
    }

    @Test
    void whoComesAndGoesIsShownToTheOthersByAKeyThatTheirClientsKnow() {
        try (PhoenixClient agent = agent()) {
            joined(agent, inbox, "{}");
            agent.event("presence_state");
            String key = "customer:" + talk.customer();
            try (PhoenixClient client = customer()) {
                joined(client, topic, ann);
                JsonNode diff = agent.await("join", f -> f.path(4).path("joins").has(key))
                        .path(4);
                assertThat(diff.path("leaves").isObject()).isTrue();
                JsonNode meta = diff.path("joins").path(key).path("metas").path(0);
                assertThat(meta.path("phx_ref").asString()).isNotBlank();
                assertThat(meta.path("online_at").asString()).containsOnlyDigits();
            }
            agent.await("leave", f -> f.path(4).path("leaves").has(key));
        }
    }

    @Test
    void aLobbyTellsItsCustomerAndNobodyElse() {
        try (PhoenixClient client = customer();
                PhoenixClient other = customer()) {
            joined(client, "conversation:lobby:" + talk.customer(), "{}");
            joined(other, "conversation:lobby:" + Ids.next(), "{}");
            facts.publish(new ConversationUpdated.Created(
                    Ids.next(),
                    acme.account(),
                    talk.id(),
                    Instant.now(),
                    1,
                    1,
                    talk.address(),
                    talk.customer(),
                    Owner.BOT,
                    0,
                    "Order 7"));
            JsonNode created = client.event("conversation:created");
            assertThat(created.path("id").asString()).isEqualTo(talk.id().toString());
            assertThat(created.path("conversation").path("subject").asString()).isEqualTo("Order 7");
            assertThat(other.events(A_WHILE)).isEmpty();
        }
    }
}
