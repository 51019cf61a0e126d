package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Netia's clients as they are in the field: the official releases of npm `phoenix`, unchanged.
@ExtendWith(SharedSuite.class)
class PhoenixSystemTests {
    private static final String INBOX = "notification:" + PhoenixGuest.ACCOUNT;

    private final Installation suite;
    private final Desk desk;
    private final PhoenixGuest guest;

    PhoenixSystemTests(RunningSuite running) {
        this.suite = running.installation();
        this.desk = Desk.logIn(suite, "admin@globex.test");
        this.guest = PhoenixGuest.begin(suite);
    }

    private String token() {
        return String.valueOf(desk.http().token());
    }

    private PhoenixPage customer(String version, Map<String, Object> options) {
        PhoenixPage page = PhoenixPage.open(suite, version, null, options);
        assertThat(page.join(guest.topic(), guest.params()).path("status").asString())
                .isEqualTo("ok");
        return page;
    }

    private PhoenixPage agent(String version, Map<String, Object> options) {
        PhoenixPage page = PhoenixPage.open(suite, version, token(), options);
        assertThat(page.join(INBOX, Map.of()).path("status").asString()).isEqualTo("ok");
        return page;
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.4.17", "1.5.14", "1.6.16", "1.7.21", "1.8.16"})
    void aCustomerAndAnAgentTalk(String version) {
        String topic = guest.topic();
        try (PhoenixPage customer = customer(version, Map.of());
                PhoenixPage agent = agent(version, Map.of())) {
            assertThat(agent.join(topic, Map.of()).path("status").asString()).isEqualTo("ok");
            customer.awaitPresence(topic, userKey());
            agent.awaitPresence(INBOX, "customer:" + guest.customer());

            JsonNode said = customer.push(
                    topic,
                    "shout",
                    Map.of("body", "Where is my parcel?", "customer_id", guest.customer(), "user_id", 1));
            assertThat(said.path("status").asString()).isEqualTo("ok");
            JsonNode saved = said.path("response");
            assertThat(saved.path("seq").asLong()).isEqualTo(1);
            assertThat(saved.path("customer_id").asString()).isEqualTo(guest.customer());
            assertThat(saved.path("user_id").isNull())
                    .as("the payload names no sender")
                    .isTrue();
            JsonNode told = agent.shout(INBOX, "Where is my parcel?");
            assertThat(told.path("id")).isEqualTo(saved.path("id"));
            assertThat(told.path("pos").asLong()).isPositive();

            customer.send(topic, "typing", Map.of("typing", true));
            assertThat(agent.event(
                                    topic,
                                    "typing",
                                    typing -> typing.path("typing").asBoolean())
                            .path("sender_type")
                            .asString())
                    .isEqualTo("customer");
            agent.send(topic, "typing", Map.of("typing", true));
            customer.event(topic, "typing", typing -> typing.path("typing").asBoolean());

            JsonNode answered = agent.push(topic, "shout", Map.of("body", "On its way."));
            assertThat(answered.path("status").asString())
                    .as(answered.toString())
                    .isEqualTo("ok");
            JsonNode answer = customer.shout(topic, "On its way.");
            assertThat(answer.path("user").path("full_name").asString()).isEqualTo("Globex Admin");
            assertThat(answer.path("id")).isEqualTo(answered.path("response").path("id"));

            assertThat(customer.push(topic, "messages:seen", Map.of())
                            .path("status")
                            .asString())
                    .isEqualTo("ok");
            agent.event(
                    topic, "messages:seen", seen -> seen.path("by").asString().equals("customer"));
            JsonNode read = agent.push(INBOX, "read", Map.of("conversation_id", guest.conversation()));
            assertThat(read.path("status").asString()).as(read.toString()).isEqualTo("ok");
            assertThat(customer.push(topic, "ping", Map.of("a", 1))
                            .path("response")
                            .path("a")
                            .asInt())
                    .isEqualTo(1);
            assertThat(customer.push(topic, "dance", Map.of()).path("status").asString())
                    .isEqualTo("error");
        }
    }

    private String userKey() {
        Http.Answer me = desk.get("/api/me");
        return "user:" + me.json().path("data").path("id").asInt();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.4.17", "1.5.14", "1.6.16", "1.7.21", "1.8.16"})
    void whoseNetworkGoesComesBackByItselfAndHasMissedNothing(String version) {
        try (PhoenixPage customer = customer(version, Map.of());
                PhoenixPage agent = agent(version, Map.of())) {
            customer.push(guest.topic(), "shout", Map.of("body", "Hello?"));
            agent.shout(INBOX, "Hello?");
            customer.cut();
            agent.cut();
            assertThat(desk.answer(guest.conversation(), "Said to nobody.").status())
                    .isEqualTo(201);
            assertThat(customer.awaitJoined(guest.topic()).path("status").asString())
                    .isEqualTo("ok");
            customer.shout(guest.topic(), "Said to nobody.");
            assertThat(agent.awaitJoined(INBOX).path("status").asString()).isEqualTo("ok");
            agent.shout(INBOX, "Said to nobody.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.4.17", "1.5.14", "1.6.16", "1.7.21", "1.8.16"})
    void heartbeatsKeepASocketAndASecondJoinAndALeaveAreFollowed(String version) {
        try (PhoenixPage customer = customer(version, Map.of("heartbeatIntervalMs", 300))) {
            assertThat(customer.listen(Duration.ofSeconds(2)))
                    .noneMatch(line -> line.path("is").asString().equals("closed"));
            assertThat(customer.join(guest.topic(), guest.params())
                            .path("status")
                            .asString())
                    .isEqualTo("ok");
            assertThat(desk.answer(guest.conversation(), "Once.").status()).isEqualTo(201);
            customer.shout(guest.topic(), "Once.");
            assertThat(customer.listen(Duration.ofSeconds(1)))
                    .as("the first join is gone")
                    .noneMatch(line -> line.path("event").asString().equals("shout"));
            assertThat(customer.leave(guest.topic()).path("status").asString()).isEqualTo("ok");
            assertThat(desk.answer(guest.conversation(), "Too late.").status()).isEqualTo(201);
            assertThat(customer.listen(Duration.ofSeconds(1)))
                    .noneMatch(line -> line.path("event").asString().equals("shout"));
        }
    }

    @Test
    void aPageWithItsSessionTokenResumesFromWhatItHas() {
        assertThat(desk.answer(guest.conversation(), "one").status()).isEqualTo(201);
        assertThat(desk.answer(guest.conversation(), "two").status()).isEqualTo(201);
        try (PhoenixPage page = PhoenixPage.open(suite, "1.8.16", guest.token(), Map.of())) {
            JsonNode joined = page.join(guest.topic(), Map.of("customer_id", guest.customer(), "last_seq", 1));
            assertThat(joined.path("response").path("seq").asLong()).isEqualTo(1);
            page.shout(guest.topic(), "two");
        }
        try (PhoenixPage stranger = PhoenixPage.open(suite, "1.8.16", null, Map.of())) {
            stranger.join(guest.topic(), Map.of("customer_id", guest.customer(), "last_seq", 0));
            assertThat(stranger.listen(Duration.ofSeconds(2)))
                    .as("the ids alone show nothing of what was")
                    .noneMatch(line -> line.path("event").asString().equals("shout"));
        }
    }

    @Test
    void aNewClientGivesItsTokenAsASubprotocol() {
        Map<String, Object> options = Map.of("authToken", token(), "params", Map.of());
        try (PhoenixPage agent = PhoenixPage.open(suite, "1.8.16", null, options)) {
            assertThat(agent.join(INBOX, Map.of()).path("status").asString()).isEqualTo("ok");
        }
    }

    @Test
    void aGuessAndAnotherAccountsInboxAreRefused() {
        try (PhoenixPage page = PhoenixPage.open(suite, "1.7.21", null, Map.of())) {
            assertThat(page.join("conversation:" + PhoenixGuest.ACCOUNT, guest.params())
                            .path("response")
                            .path("reason")
                            .asString())
                    .isEqualTo("unauthorized");
            assertThat(page.join(INBOX, Map.of())
                            .path("response")
                            .path("reason")
                            .asString())
                    .isEqualTo("Unauthorized");
        }
    }

    @Test
    void aLobbyTellsItsCustomerOfAConversationThatBegins() {
        String lobby = "conversation:lobby:" + guest.customer();
        try (PhoenixPage page = PhoenixPage.open(suite, "1.6.16", null, Map.of())) {
            assertThat(page.join(lobby, Map.of()).path("status").asString()).isEqualTo("ok");
            String begin = "{\"conversation\":{\"customer_id\":\"%s\"}}".formatted(guest.customer());
            Http.Answer begun = desk.http().post(suite.http("/api/conversations"), begin);
            assertThat(begun.status()).as(begun.text()).isEqualTo(201);
            JsonNode created = page.event(lobby, "conversation:created", _ -> true);
            assertThat(created.path("id")).isEqualTo(begun.json().path("data").path("id"));
            assertThat(List.of(created.path("conversation").path("customer_id").asString()))
                    .containsExactly(guest.customer());
        }
    }
}
