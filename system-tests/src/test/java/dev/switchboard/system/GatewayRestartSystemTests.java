package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The gateway goes away, asked to or killed, while pages are open. Another life of it tells pages of Phoenix what they
/// missed, one that names its place and an unmodified one alike; pages of Socket.IO get their old connection back, for
/// a `pid` says all that is needed.
class GatewayRestartSystemTests {
    private static final Duration LONG = Duration.ofMinutes(2);
    /// Long enough that something is said before they are back.
    private static final Map<String, Object> AWAY = Map.of("awayMs", 5_000);

    private static RunningSuite running;

    @BeforeAll
    static void start() {
        running = Installation.fresh().up("--processes");
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-TERM", "-KILL"})
    void aNewGatewayTellsItsPhoenixPagesWhatTheyMissed(String signal) throws Exception {
        Installation suite = running.installation();
        Desk desk = Desk.logIn(suite, "admin@globex.test");
        PhoenixGuest guest = PhoenixGuest.begin(suite);
        String inbox = "notification:" + PhoenixGuest.ACCOUNT;
        try (PhoenixPage unmodified = PhoenixPage.open(suite, "1.6.16", null, AWAY);
                PhoenixPage keeping = PhoenixPage.open(suite, "1.8.16", guest.token(), AWAY);
                PhoenixPage agent =
                        PhoenixPage.open(suite, "1.7.21", desk.http().token(), AWAY)) {
            assertOk(unmodified.join(guest.topic(), guest.params()));
            assertOk(keeping.joinKeeping(guest.topic(), guest.params()));
            assertOk(agent.join(inbox, Map.of()));
            inUse(unmodified, guest.topic());
            inUse(agent, inbox);
            say(desk, guest, "Before it went.");
            for (PhoenixPage page : List.of(unmodified, keeping)) {
                page.shout(guest.topic(), "Before it went.");
            }
            agent.shout(inbox, "Before it went.");

            long pid = end(signal);
            for (PhoenixPage page : List.of(unmodified, keeping, agent)) {
                int code = page.awaitClosed(LONG);
                assertThat(code).as("1000 would keep some clients away").isNotEqualTo(1000);
            }
            awaitOtherThan(pid);
            say(desk, guest, "While you were away.");

            JsonNode rejoined = keeping.awaitJoined(guest.topic(), LONG);
            assertOk(rejoined);
            assertThat(rejoined.path("response").path("recovered").asBoolean()).isTrue();
            assertOk(unmodified.awaitJoined(guest.topic(), LONG));
            assertOk(agent.awaitJoined(inbox, LONG));
            keeping.shout(guest.topic(), "While you were away.");
            unmodified.shout(guest.topic(), "While you were away.");
            agent.shout(inbox, "While you were away.");
            assertThat(keeping.listen(Duration.ofSeconds(1)))
                    .as("it names its place: nothing comes twice")
                    .noneMatch(line -> line.path("event").asString().equals("shout"));
            say(desk, guest, "Live again.");
            keeping.shout(guest.topic(), "Live again.");
            unmodified.shout(guest.topic(), "Live again.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-TERM", "-KILL"})
    void aNewGatewayRecoversTheSocketIoConnectionsOfTheOldOne(String signal) throws Exception {
        Installation suite = running.installation();
        Map<String, Object> options = Map.of(
                "transports",
                List.of("websocket"),
                // no session in the query, as Amoiq's own widget connects: the first message decides it
                "auth",
                Map.of("token", "pk_demo_acme"));
        try (SocketIoPage page = SocketIoPage.open(suite.http("/").toString(), options)) {
            String sid = page.connect().path("sid").asString();
            String session = "session-" + UUID.randomUUID();
            page.ask("message", Map.of("text", "My parcel bit my dog, who pays?", "sessionId", session));
            String conversation = page.messageFrom("bot").path("conversationId").asString();
            long pid = end(signal);
            assertThat(page.await("disconnect").path("active").asBoolean()).isTrue();
            awaitOtherThan(pid);
            Desk jane = Desk.logIn(suite, "jane@acme.test");
            assertThat(jane.answer(conversation, "Hello again").status()).isBetween(200, 201);
            JsonNode back = page.await("connect");
            assertThat(back.path("recovered").asBoolean()).isTrue();
            assertThat(back.path("sid").asString()).isEqualTo(sid);
            assertThat(page.messageFrom("agent").path("text").asString()).isEqualTo("Hello again");
        }
    }

    private static long end(String signal) throws Exception {
        long pid = running.status().row("gateway").pid();
        assertThat(new ProcessBuilder("kill", signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
        return pid;
    }

    private static void awaitOtherThan(long pid) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> running.status().row("gateway"),
                        row -> row.pid() != pid && row.status().equals("up"));
    }

    /// The refs of a page that has been open for a while are higher than those of a new one: nothing else tells them
    /// apart when no gateway is left that knew them.
    private static void inUse(PhoenixPage page, String topic) {
        for (int i = 0; i < 6; i++) {
            page.push(topic, "ping", Map.of());
        }
    }

    private static void say(Desk desk, PhoenixGuest guest, String text) {
        Http.Answer answer = desk.answer(guest.conversation(), text);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private static void assertOk(JsonNode outcome) {
        assertThat(outcome.path("status").asString()).as(outcome.toString()).isEqualTo("ok");
    }
}
