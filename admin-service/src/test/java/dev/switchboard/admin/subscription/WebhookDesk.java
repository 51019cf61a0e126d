package dev.switchboard.admin.subscription;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient.RequestBodySpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/// What an administrator of one account does with its subscriptions, and what the tables hold of them.
public record WebhookDesk(UUID account, CallerClient client, DatabaseClient database) {
    public static final String ROOT = "/api/event_subscriptions";

    /// To the usual events of Netia.
    public JsonNode subscribed(Receiver receiver) {
        return made("{\"url\": \"%s\"}".formatted(receiver.url()));
    }

    public String idOf(Receiver receiver) {
        return subscribed(receiver).path("id").asString();
    }

    public JsonNode made(String body) {
        return json(post("", body).expectStatus().isCreated()).path("data");
    }

    public ResponseSpec get(String path) {
        return call(HttpMethod.GET, path, null);
    }

    public ResponseSpec post(String path, @Nullable String body) {
        return call(HttpMethod.POST, path, body);
    }

    public ResponseSpec call(HttpMethod method, String path, @Nullable String body) {
        RequestBodySpec request =
                client.as(Callers.adminOf(account)).method(method).uri(ROOT + path);
        return body == null
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange();
    }

    public JsonNode shown(String path) {
        return json(get(path).expectStatus().isOk());
    }

    public static JsonNode json(ResponseSpec response) {
        return WireJson.MAPPER.readTree(
                response.expectBody(String.class).returnResult().getResponseBody());
    }

    public int attempts(String subscription) {
        return number(
                subscription,
                "SELECT coalesce(sum(attempts), 0)::int FROM webhook_delivery WHERE subscription_id = $1");
    }

    /// How many deliveries are in which state.
    public Map<String, Integer> states(String subscription) {
        Map<String, Integer> states = new HashMap<>();
        for (String state : List.of("waiting", "delivered", "dead")) {
            int count = number(
                    subscription,
                    "SELECT count(*)::int FROM webhook_delivery WHERE subscription_id = $1 AND state = '" + state
                            + "'");
            if (count > 0) {
                states.put(state, count);
            }
        }
        return states;
    }

    public int number(String subscription, String sql) {
        Integer number = database.sql(sql)
                .bind(0, UUID.fromString(subscription))
                .mapValue(Integer.class)
                .one()
                .block();
        return number == null ? 0 : number;
    }
}
