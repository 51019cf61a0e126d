package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// What an administrator sets is what pages, bots and servers find, through the gateway and all services.
@ExtendWith(SharedSuite.class)
class AdministrationSystemTests {
    private static final String ACME = "0199d3a0-0000-7000-8000-000000000001";

    private final Installation suite;
    private final Http admin;

    AdministrationSystemTests(RunningSuite running) {
        this.suite = running.installation();
        this.admin = Desk.logIn(suite, "admin@acme.test").http();
    }

    private Http.Answer put(String path, String body) {
        return admin.send(HttpRequest.newBuilder(suite.http(path))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private Http.Answer post(String path, String body) {
        return admin.post(suite.http(path), body);
    }

    private String inbox() {
        Http.Answer made = post(
                "/api/inboxes",
                "{\"inbox\": {\"name\": \"Tests\", \"responder\": \"none\", \"allowed_origins\": [\"https://shop.test\"]}}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json().path("data").path("id").asString();
    }

    private Http.Answer page(String inbox, String origin) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(suite.http("/api/widget_settings?account_id=" + ACME + "&inbox_id=" + inbox));
        return Http.ANONYMOUS.send(origin == null ? request : request.header("Origin", origin));
    }

    @Test
    void aPageSeesWhatWasSetAndOnlyAPageThatIsAllowed() {
        String inbox = inbox();
        assertThat(put("/api/widget_settings", """
                {"inbox_id": "%s", "widget_settings": {"title": "Hello from Acme", "color": "#00aa00"}}
                """.formatted(inbox)).status()).isEqualTo(200);
        assertThat(put("/api/business_hours/" + inbox, """
                {"business_hours": {"time_zone": "Europe/Berlin",
                  "hours": [{"day": "monday", "from": "09:00", "to": "17:00"}]}}
                """).status()).isEqualTo(200);
        Awaitility.await().untilAsserted(() -> {
            JsonNode data = page(inbox, "https://shop.test").json().path("data");
            assertThat(data.path("title").asString()).isEqualTo("Hello from Acme");
            assertThat(data.path("business_hours").path("time_zone").asString()).isEqualTo("Europe/Berlin");
        });
        JsonNode data = page(inbox, null).json().path("data");
        assertThat(data.path("account").path("company_name").asString()).isEqualTo("Acme Store");
        assertThat(data.path("new_message_placeholder").asString()).isNotBlank();
        assertThat(page(inbox, "https://evil.test").status()).isEqualTo(403);
        assertThat(post("/api/inboxes/" + inbox + "/archive", "{}").status()).isEqualTo(200);
        Awaitility.await().until(() -> page(inbox, null).status() == 404);
    }

    @Test
    void aKeyWorksWithinItsScopesUntilItIsRevoked() {
        Http.Answer made = post("/api/api_keys", """
                {"api_key": {"name": "Reader", "kind": "secret", "scopes": ["conversations:read"]}}
                """);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        Http server = new Http(made.json().path("data").path("key").asString());
        URI conversations = suite.http("/api/v1/conversations");
        Awaitility.await().until(() -> server.get(conversations).status() == 200);
        Http.Answer refused = server.post(suite.http("/api/messages"), "{}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("conversations:write");
        String key = "/api/api_keys/" + made.json().path("data").path("id").asString();
        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(30))
                .until(() -> !admin.get(suite.http(key))
                        .json()
                        .path("data")
                        .path("last_used_at")
                        .isNull());
        assertThat(admin.delete(suite.http(key)).status()).isEqualTo(204);
        Awaitility.await().until(() -> server.get(conversations).status() == 401);
    }

    @Test
    void anOutsideBotHandsOverWithItsInboxesSecret() throws GeneralSecurityException {
        String inbox = inbox();
        String secret = post("/api/inboxes/" + inbox + "/bot_secret", "{}")
                .json()
                .path("data")
                .path("secret")
                .asString();
        String body = """
                {"session_id": "%s", "customer_email": "user@example.com", "customer_name": "Jane Smith",
                 "subject": "Account locked", "initial_message": "I cannot log in"}
                """.formatted(UUID.randomUUID());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        Awaitility.await().untilAsserted(() -> {
            Http.Answer answer = Http.ANONYMOUS.post(
                    suite.http("/api/webhooks/chatbot?account_id=" + ACME), body, "X-Switchboard-Signature", signature);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        });
        assertThat(Http.ANONYMOUS
                        .post(
                                suite.http("/api/webhooks/chatbot?account_id=" + ACME),
                                body + " ",
                                "X-Switchboard-Signature",
                                signature)
                        .status())
                .isEqualTo(401);
    }
}
