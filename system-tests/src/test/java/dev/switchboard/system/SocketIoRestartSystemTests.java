package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The gateway goes away, killed or asked to, while pages of Socket.IO are open: another life of it gives each its old
/// connection back, for a `pid` says all that is needed.
class SocketIoRestartSystemTests {
    private static final Duration LONG = Duration.ofMinutes(2);

    @Test
    void aNewGatewayRecoversTheConnectionsOfTheOldOne() throws Exception {
        try (RunningSuite running = Installation.fresh().up("--processes")) {
            Installation suite = running.installation();
            for (String signal : List.of("-TERM", "-KILL")) {
                recovers(running, suite, signal);
            }
        }
    }

    private static void recovers(RunningSuite running, Installation suite, String signal) throws Exception {
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
            long pid = running.status().row("gateway").pid();
            assertThat(new ProcessBuilder("kill", signal, Long.toString(pid))
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(page.await("disconnect").path("active").asBoolean()).isTrue();
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(500))
                    .until(
                            () -> running.status().row("gateway"),
                            row -> row.pid() != pid && row.status().equals("up"));
            Desk jane = Desk.logIn(suite, "jane@acme.test");
            assertThat(jane.answer(conversation, "Hello again").status()).isBetween(200, 201);
            JsonNode back = page.await("connect");
            assertThat(back.path("recovered").asBoolean()).isTrue();
            assertThat(back.path("sid").asString()).isEqualTo(sid);
            assertThat(page.messageFrom("agent").path("text").asString()).isEqualTo("Hello again");
        }
    }
}
