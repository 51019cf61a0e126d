package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Npm `socket.io-client` 4 and the Java client, unchanged, against the whole suite: a widget and a console of the
/// Amoiq API.
@ExtendWith(SharedSuite.class)
class SocketIoSystemTests {
    private static final String ACME = "0199d3a0-0000-7000-8000-000000000001";
    private static final String QUESTION = "How do I return an item?";

    private final Installation suite;
    private final String url;
    private final String session = "session-" + UUID.randomUUID();

    SocketIoSystemTests(RunningSuite running) {
        this.suite = running.installation();
        this.url = suite.http("/").toString();
    }

    private SocketIoPage widget(List<String> transports) {
        return SocketIoPage.open(
                url,
                Map.of(
                        "transports",
                        transports,
                        "query",
                        Map.of("tenantId", ACME, "sessionId", session),
                        "auth",
                        Map.of("token", "pk_demo_acme")));
    }

    private SocketIoPage console(String email) {
        Http.Answer answer = Http.ANONYMOUS.post(
                suite.http("/api/session"),
                "{\"user\":{\"email\":\"%s\",\"password\":\"switchboard-demo\"}}".formatted(email));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return SocketIoPage.open(
                url,
                Map.of(
                        "transports",
                        List.of("websocket"),
                        "query",
                        Map.of("tenantId", ACME, "role", "admin"),
                        "auth",
                        Map.of("token", answer.json().path("token").asString(), "role", "admin")));
    }

    private Map<String, Object> message(String text) {
        return Map.of(
                "type", "message",
                "text", text,
                "tenantId", ACME,
                "sessionId", session,
                "fingerprint", "a1b2c3d4",
                "url", "https://acme.test/cart",
                "timestamp", "2024-01-15T10:30:00.000Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "polling,websocket"})
    void aQuestionIsAcknowledgedAndAnsweredOnEveryTransport(String transports) {
        List<String> way = List.of(transports.split(","));
        try (SocketIoPage page = widget(way)) {
            String first = page.connect().path("transport").asString();
            if (way.size() == 1) {
                assertThat(first).isEqualTo(way.getFirst());
            } else if (first.equals("polling")) {
                // it may have changed over before it was asked
                assertThat(page.await("upgrade").path("transport").asString()).isEqualTo("websocket");
            }
            JsonNode answer = page.ask("message", message(QUESTION));
            assertThat(answer.path("success").asBoolean()).isTrue();
            assertThat(answer.path("sessionId").asString()).isEqualTo(session);
            assertThat(answer.path("messageId").asString()).isNotEmpty();
            assertThat(page.messageFrom("bot").path("text").asString()).containsIgnoringCase("return");
        }
    }

    @Test
    void whatIsWrongIsAnsweredAndNothingElseHappens() {
        try (SocketIoPage page = widget(List.of("websocket"))) {
            page.connect();
            JsonNode refused = page.ask("message", Map.of("text", 7));
            assertThat(refused.path("success").asBoolean()).isFalse();
            assertThat(refused.path("code").asString()).isEqualTo("INVALID_REQUEST");
            assertThat(page.ask("get_online_users", Map.of("tenantId", ACME))
                            .path("code")
                            .asString())
                    .isEqualTo("FORBIDDEN");
            page.emit("message", Map.of("id", "m-1"));
            assertThat(page.event("error_message").path("id").asString()).isEqualTo("m-1");
            page.namespace("/admin");
            assertThat(page.await("connect_error").path("message").asString()).isEqualTo("Invalid namespace");
            assertThat(page.ask("message", message("still here"))
                            .path("success")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void aBadKeyAndAFalseAdminAreToldForGood() {
        Map<String, Object> wrong = Map.of("auth", Map.of("token", "pk_wrong"), "transports", List.of("websocket"));
        try (SocketIoPage page = SocketIoPage.open(url, wrong)) {
            page.does("connect");
            JsonNode error = page.await("connect_error");
            assertThat(error.path("data").path("code").asString()).isEqualTo("INVALID_API_KEY");
            assertThat(error.path("active").asBoolean()).isFalse();
        }
        Map<String, Object> admin =
                Map.of("auth", Map.of("token", "pk_demo_acme", "role", "admin"), "transports", List.of("polling"));
        try (SocketIoPage page = SocketIoPage.open(url, admin)) {
            page.does("connect");
            assertThat(page.await("connect_error").path("data").path("code").asString())
                    .isEqualTo("FORBIDDEN");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling"})
    void aPageWhoseWireIsCutComesBackToTheSameConnectionAndMissesNothing(String transport) {
        try (SocketIoPage page = widget(List.of(transport))) {
            String sid = page.connect().path("sid").asString();
            page.ask("message", message("My parcel bit my dog, who pays?"));
            String conversation = page.messageFrom("bot").path("conversationId").asString();
            Desk jane = Desk.logIn(suite, "jane@acme.test");
            page.does("cut");
            page.await("disconnect");
            for (int i = 1; i <= 3; i++) {
                assertThat(jane.answer(conversation, "line " + i).status()).isBetween(200, 201);
            }
            JsonNode back = page.await("connect");
            assertThat(back.path("recovered").asBoolean()).isTrue();
            assertThat(back.path("sid").asString()).isEqualTo(sid);
            for (int i = 1; i <= 3; i++) {
                assertThat(page.messageFrom("agent").path("text").asString()).isEqualTo("line " + i);
            }
        }
    }

    @Test
    void aConsoleSeesItsVisitorsAndAnswersThem() {
        try (SocketIoPage jane = console("jane@acme.test");
                SocketIoPage page = widget(List.of("websocket"))) {
            jane.connect();
            jane.event("online_users_list");
            page.connect();
            JsonNode came = jane.event("user_online");
            while (!came.path("sessionId").asString().equals(session)) {
                came = jane.event("user_online");
            }
            jane.emit("get_online_users", Map.of("tenantId", ACME));
            assertThat(jane.event("online_users_list").path("users").toString()).contains(session);
            page.ask("message", message("My parcel bit my dog, who pays?"));
            JsonNode heard = jane.messageFrom("user");
            while (!heard.path("sessionId").asString().equals(session)) {
                heard = jane.messageFrom("user");
            }
            JsonNode sent = jane.ask("message", Map.of("text", "Hello, this is Jane.", "sessionId", session));
            assertThat(sent.path("success").asBoolean()).as(sent.toString()).isTrue();
            JsonNode answer = page.messageFrom("agent");
            assertThat(answer.path("text").asString()).isEqualTo("Hello, this is Jane.");
            assertThat(answer.path("id").asString())
                    .isEqualTo(sent.path("messageId").asString());
            jane.does("cut");
            jane.await("disconnect");
            page.ask("message", message("While you were away"));
            assertThat(jane.await("connect").path("recovered").asBoolean()).isTrue();
            JsonNode missed = jane.messageFrom("user");
            while (!missed.path("text").asString().equals("While you were away")) {
                missed = jane.messageFrom("user");
            }
        }
    }
}
