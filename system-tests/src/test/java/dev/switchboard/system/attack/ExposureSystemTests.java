package dev.switchboard.system.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.system.SharedSuite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// S28 and S30: what the suite shows to those who look for what was left open, and what it writes down of secrets.
@ExtendWith(SharedSuite.class)
class ExposureSystemTests {
    private static final List<Integer> INSIDE = List.of(8100, 8101, 8102, 8103, 8104, 8105, 8190, 15432, 19092);
    private static final List<String> OPERATORS = List.of(
            "env",
            "heapdump",
            "threaddump",
            "configprops",
            "beans",
            "mappings",
            "loggers",
            "gateway",
            "gateway/routes",
            "gateway/refresh",
            "shutdown",
            "refresh",
            "restart",
            "httpexchanges",
            "startup",
            "jolokia",
            "logfile",
            "scheduledtasks",
            "conditions",
            "caches",
            "bindings");
    private static final Pattern INNARDS = Pattern.compile(
            "Exception|\\bat (?:dev|org|io|java)\\.|SQLSTATE|org\\.postgresql|r2dbc|io\\.netty|springframework|stackTrace");

    private final RunningSuite running;
    private final Installation suite;

    ExposureSystemTests(RunningSuite running) {
        this.running = running;
        this.suite = running.installation();
    }

    @Test
    void nothingButTheGatewaysApiStandsOpen() throws Exception {
        Tally tally = new Tally("S30");
        for (String path : OPERATORS) {
            for (String at : List.of(
                    "/actuator/" + path,
                    "/actuator;a=b/" + path,
                    "/api/../actuator/" + path,
                    "/Actuator/" + path,
                    "/%61ctuator/" + path,
                    "/actuator%2f" + path,
                    "//actuator/" + path,
                    "/api/v1/actuator/" + path)) {
                hidden(tally, at);
            }
            for (int port : List.of(8100, 8101, 8102, 8103, 8104, 8105)) {
                int status = Http.ANONYMOUS
                        .get(suite.loopback(port, "/actuator/" + path))
                        .status();
                tally.count(status >= 400);
                if (status < 400) {
                    tally.leak(status + " to " + port + "/actuator/" + path);
                }
            }
        }
        for (String path : List.of(
                "/internal",
                "/internal/secrets/rewrap",
                "/api/internal/secrets/rewrap",
                "/h2-console",
                "/console",
                "/swagger-ui.html",
                "/v3/api-docs",
                "/.env",
                "/.git/config",
                "/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF",
                "/web/..%2f..%2fgateway.yaml",
                "/web/%2e%2e/gateway.yaml",
                "/application.yaml",
                "/gateway.yaml",
                "/server-status",
                "/debug",
                "/trace",
                "/jolokia",
                "/eureka",
                "/metrics",
                "/prometheus",
                "/health")) {
            hidden(tally, path);
        }
        for (InetAddress address : outsideAddresses()) {
            for (int port : INSIDE) {
                boolean open = connects(address, port + suite.portOffset());
                tally.count(!open);
                if (open) {
                    tally.leak(address + " takes connections on " + port);
                }
            }
        }
        for (String password : List.of("", "postgres", "password", "switchboard", "admin")) {
            for (String user : List.of("postgres", "admin", "conversation", "channel", "ai", "memory")) {
                tally.count(true);
                try (var _ = DriverManager.getConnection(suite.jdbc(), user, password)) {
                    tally.leak("the database takes " + user + " with the password '" + password + "'");
                } catch (SQLException _) {
                    // refused
                }
            }
        }
        assertThat(tally.leaks()).isEmpty();
    }

    private void hidden(Tally tally, String path) {
        Http.Answer answer =
                Http.ANONYMOUS.send(Attempt.of(suite, "GET", path.replace("//actuator", "/./actuator"), null));
        tally.count(answer.status() >= 400);
        if (answer.status() < 400 || answer.status() >= 500) {
            tally.leak(answer.status() + " to " + path);
        }
        if (INNARDS.matcher(answer.text()).find()) {
            tally.leak("innards in the answer to " + path + ": " + answer.text());
        }
    }

    /// Those of this machine that others can reach.
    private static List<InetAddress> outsideAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }

    private static boolean connects(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1_000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// At the level of DEBUG, at which the suite of the tests writes.
    @Test
    void noLogHoldsACredentialOrWhatPeopleSay() {
        Tally tally = new Tally("S28");
        String words = "my-card-is-4111111111111111-" + System.nanoTime();
        Http.Answer login = Http.ANONYMOUS.post(
                suite.http("/api/session"),
                "{\"user\":{\"email\":\"jane@acme.test\",\"password\":\"switchboard-demo\"}}");
        String token = login.json().path("token").asString();
        Http jane = new Http(token);
        String customer = jane.post(suite.http("/api/customers"), "{\"customer\":{\"name\":\"" + words + "\"}}")
                .json()
                .at("/data/id")
                .asString();
        Http.Answer begun = jane.post(
                suite.http("/api/conversations"), "{\"conversation\":{\"customer_id\":\"" + customer + "\"}}");
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        String conversation = begun.json().at("/data/id").asString();
        Http.Answer said = jane.post(
                suite.http("/api/messages"),
                "{\"message\":{\"conversation_id\":\"%s\",\"body\":\"%s\"}}".formatted(conversation, words));
        assertThat(said.status()).as(said.text()).isBetween(200, 201);
        for (String wrong : List.of(
                "{\"message\":{\"body\":\"" + words + "\"",
                "{\"message\":{\"conversation_id\":\"" + words + "\",\"body\":{\"a\":\"" + words + "\"}}}")) {
            Http.Answer refused = jane.post(suite.http("/api/messages"), wrong);
            tally.count(true);
            if (refused.text().contains("\"body\":\"" + words)
                    || INNARDS.matcher(refused.text()).find()) {
                tally.leak("said back: " + refused.text());
            }
        }
        try (Eavesdropper socket = new Eavesdropper(suite.socket("token=pk_demo_acme&userId=u&sessionId=" + words))) {
            socket.say("{\"type\":\"text\",\"id\":\"1\",\"text\":\"" + words + "\"}");
            Awaitility.await().until(() -> socket.hears("\"ack\""));
        }
        String logs = running.logs();
        assertThat(logs.length()).isPositive();
        Map<String, String> secrets = Map.of(
                "what somebody said", words,
                "a login", token,
                "a password", "switchboard-demo",
                "a secret key", "sk_demo_acme",
                "an app secret", "demo-meta-app-secret",
                "an access token", "demo-meta-access-token",
                "an auth token", "demo-twilio-auth-token",
                "a signing secret", "demo-slack-signing-secret",
                "a bot token", "demo-telegram-bot-token",
                "the database's password", suite.databasePassword());
        secrets.forEach((what, secret) -> {
            tally.count(true);
            logs.lines().filter(line -> line.contains(secret)).limit(3).forEach(line -> tally.leak(what + ": " + line));
        });
        tally.count(true);
        Pattern.compile("eyJ[\\w-]{10,}\\.[\\w-]{10,}\\.[\\w-]{10,}")
                .matcher(logs)
                .results()
                .limit(3)
                .forEach(found -> tally.leak("a token: " + found.group()));
        assertThat(tally.leaks()).isEmpty();
    }
}
