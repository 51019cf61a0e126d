package dev.switchboard.admin;

import dev.switchboard.common.id.Ids;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/// An account of one administrator, one agent, a web inbox and two keys, provisioned as `standalone` does it.
public record Provisioning(UUID account, UUID admin, UUID agent, UUID inbox, UUID key, String domain) {
    public static final String PASSWORD = "correct horse battery";

    public static Provisioning of(String domain) {
        return new Provisioning(Ids.next(), Ids.next(), Ids.next(), Ids.next(), Ids.next(), domain);
    }

    public String adminEmail() {
        return "admin@" + domain;
    }

    public String agentEmail() {
        return "jane@" + domain;
    }

    public Provisioning stored(CallerClient client) {
        put(client).expectStatus().isNoContent();
        return this;
    }

    public WebTestClient.ResponseSpec put(CallerClient client) {
        return put(client, json());
    }

    public WebTestClient.ResponseSpec put(CallerClient client, String json) {
        return client.as(Callers.operator())
                .put()
                .uri("/internal/accounts/" + account)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchange();
    }

    private UUID secretKey() {
        return UUID.nameUUIDFromBytes(account.toString().getBytes(StandardCharsets.UTF_8));
    }

    public String json() {
        return """
                {"name": "Acme", "users": [
                   {"id": "%s", "email": "Admin@%s", "name": "Ada Lovelace", "role": "admin", "password": "%s"},
                   {"id": "%s", "email": "jane@%s", "name": "Jane Smith", "role": "agent", "password": "%s"}],
                 "inboxes": [{"id": "%s", "name": "Web", "channel": "web", "responder": "ai",
                              "widgetTokenRequired": false, "allowedOrigins": ["https://shop.test"]}],
                 "keys": [{"id": "%s", "key": "pk_test_%s", "kind": "publishable", "inboxId": "%s", "scopes": []},
                           {"id": "%s", "key": "sk_test_%s", "kind": "secret", "inboxId": null, "scopes": ["*"]}]}
                """.formatted(
                admin, domain, PASSWORD, agent, domain, PASSWORD, inbox, key, domain, inbox, secretKey(), domain);
    }
}
