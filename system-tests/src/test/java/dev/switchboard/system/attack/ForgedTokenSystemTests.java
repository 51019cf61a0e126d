package dev.switchboard.system.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.system.UnlimitedSuite;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

/// S7 and S8: tokens that nobody of us made, and credentials that are no more or never were good, at every door: HTTP,
/// the three sockets, the services' own ports.
@ExtendWith(UnlimitedSuite.class)
class ForgedTokenSystemTests {
    private static final String GLOBEX = "0199d3a0-0000-7000-8000-000000000002";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Installation suite;

    ForgedTokenSystemTests(RunningSuite running) {
        this.suite = running.installation();
    }

    @Test
    void noForgedTokenOpensAnything() {
        Tally tally = new Tally("S8");
        String login = login("switchboard-demo").json().path("token").asString();
        String customer = made("/api/customers", "{\"customer\":{\"account_id\":\"%s\"}}".formatted(GLOBEX), "id");
        String widget = made(
                "/api/conversations",
                "{\"conversation\":{\"account_id\":\"%s\",\"customer_id\":\"%s\"}}".formatted(GLOBEX, customer),
                "session_token");
        assertThat(opened("/api/me", login)).as("the genuine one").isEqualTo(200);
        try (Canary canary = new Canary()) {
            new ForgedToken(login, canary.url()).all().forEach((what, token) -> {
                tryHttp(tally, what, "/api/me", token);
                trySockets(tally, what, token);
                for (int service : List.of(8101, 8102, 8103, 8104, 8105)) {
                    tryService(tally, what, service, token);
                }
            });
            new ForgedToken(widget, canary.url()).all().forEach((what, token) -> {
                tryHttp(tally, what, "/api/conversations", token);
                trySockets(tally, what, token);
            });
            for (int service : List.of(8101, 8102, 8103, 8104, 8105)) {
                tryService(tally, "a login instead of an internal token", service, login);
                tryService(tally, "a widget token instead of an internal token", service, widget);
            }
            if (canary.called() > 0) {
                tally.leak("somebody asked for a key " + canary.called() + " times");
            }
        }
        assertThat(tally.leaks()).isEmpty();
    }

    @Test
    void noDoorOpensToWhoIsNotOrIsNoMore() {
        Tally tally = new Tally("S7");
        String email = Company.register(suite).email();
        for (String password : List.of(
                "\"wrong\"",
                "\"\"",
                "\" a good password\"",
                "\"A GOOD PASSWORD\"",
                "null",
                "true",
                "1",
                "[]",
                "{}",
                "[\"a good password\"]",
                "{\"$ne\":\"\"}",
                "\"a good password\\u0000\"",
                "\"%\"",
                "\"' OR '1'='1\"",
                "\"" + "x".repeat(100) + "\"")) {
            Http.Answer answer = Http.ANONYMOUS.post(
                    suite.http("/api/session"),
                    "{\"user\":{\"email\":\"%s\",\"password\":%s}}".formatted(email, password));
            tally.count(answer.status() >= 400 && answer.status() < 500);
            if (answer.status() < 400 || answer.status() >= 500) {
                tally.leak(answer.status() + " to the password " + password);
            }
        }
        String ended = login("switchboard-demo").json().path("token").asString();
        assertThat(opened("/api/me", ended)).isEqualTo(200);
        assertThat(new Http(ended).delete(suite.http("/api/session")).status()).isBetween(200, 204);
        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> opened("/api/me", ended) == 401);
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("a login that was ended", ended);
        bad.put("a key that nobody made", "sk_demo_nobody");
        bad.put("half a key", "sk_demo_");
        bad.put("a wildcard", "sk_%");
        bad.put("the hash of a key", "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90");
        bad.put("a personal key that nobody made", "pat_00000000000000000000000000000000");
        bad.forEach((what, token) -> {
            tryHttp(tally, what, "/api/me", token);
            trySockets(tally, what, token);
        });
        assertThat(tally.leaks()).isEmpty();
    }

    private Http.Answer login(String password) {
        return Http.ANONYMOUS.post(
                suite.http("/api/session"),
                "{\"user\":{\"email\":\"admin@globex.test\",\"password\":\"%s\"}}".formatted(password));
    }

    private String made(String path, String json, String field) {
        Http.Answer answer = Http.ANONYMOUS.post(suite.http(path), json);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("data").path(field).asString();
    }

    private int opened(String path, String token) {
        return new Http(token).get(suite.http(path)).status();
    }

    private void tryHttp(Tally tally, String what, String path, String token) {
        for (String header : List.of("Authorization", "X-API-Key")) {
            HttpRequest.Builder request = HttpRequest.newBuilder(suite.http(path))
                    .header(header, header.equals("Authorization") ? "Bearer " + token : token);
            refused(tally, what + " in " + header, Http.ANONYMOUS.send(request).status());
        }
    }

    private void tryService(Tally tally, String what, int service, String token) {
        for (String path : List.of("/api/conversations", "/api/me", "/internal/secrets/rewrap")) {
            int status = new Http(token).get(suite.loopback(service, path)).status();
            refused(tally, what + " at " + service + path, status);
        }
    }

    private static void refused(Tally tally, String what, int status) {
        tally.count(status >= 400 && status < 500);
        if (status < 400 || status >= 500) {
            tally.leak(status + " to " + what);
        }
    }

    private static void ended(Tally tally, String what, Eavesdropper socket, Callable<Boolean> over) {
        try {
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(over);
        } catch (ConditionTimeoutException _) {
            tally.leak(what + " stays open and was told " + socket.heard());
        }
    }

    private static boolean answered(Eavesdropper chat) {
        return chat.heard().stream().anyMatch(packet -> packet.startsWith("40") || packet.startsWith("44"));
    }

    /// Phoenix and Socket.IO refuse; the plain socket says why and closes with 4401.
    private void trySockets(Tally tally, String what, String token) {
        String encoded = Attempt.encoded(token);
        String host = "ws://127.0.0.1:" + suite.gatewayPort();
        int phoenix = Eavesdropper.handshake(URI.create(host + "/socket/websocket?vsn=2.0.0&token=" + encoded));
        refused(tally, what + " on phoenix", phoenix);
        if (encoded.length() > 3_500) {
            refused(tally, what + " on /ws", Eavesdropper.handshake(suite.socket("token=" + encoded)));
            return;
        }
        try (Eavesdropper plain = new Eavesdropper(suite.socket("token=" + encoded));
                Eavesdropper chat = new Eavesdropper(URI.create(host + "/socket.io/?EIO=4&transport=websocket"))) {
            chat.say("40{\"token\":" + JSON.writeValueAsString(token) + "}");
            ended(tally, what + " on /ws", plain, () -> plain.closed() != 0);
            ended(tally, what + " on socket.io", chat, () -> chat.closed() != 0 || answered(chat));
            tally.count(plain.closed() == 4401);
            tally.count(chat.heard().stream().noneMatch(packet -> packet.startsWith("40")));
            if (plain.hears("connection_established")) {
                tally.leak(what + " on /ws");
            }
            if (chat.heard().stream().anyMatch(packet -> packet.startsWith("40"))) {
                tally.leak(what + " on socket.io");
            }
        }
    }
}
