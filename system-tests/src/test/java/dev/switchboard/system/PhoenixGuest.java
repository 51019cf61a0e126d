package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import java.util.Map;

/// A customer of Globex, where no AI answers, who began a conversation as Netia's widget does: over HTTP, before any
/// socket.
record PhoenixGuest(String customer, String conversation, String token) {
    static final String ACCOUNT = "0199d3a0-0000-7000-8000-000000000002";

    static PhoenixGuest begin(Installation suite) {
        String customer =
                made(suite, "/api/customers", "{\"customer\":{\"account_id\":\"%s\"}}".formatted(ACCOUNT), "id");
        String begin = "{\"conversation\":{\"account_id\":\"%s\",\"customer_id\":\"%s\"}}".formatted(ACCOUNT, customer);
        Http.Answer answer = Http.ANONYMOUS.post(suite.http("/api/conversations"), begin);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return new PhoenixGuest(
                customer,
                answer.json().path("data").path("id").asString(),
                answer.json().path("data").path("session_token").asString());
    }

    private static String made(Installation suite, String path, String json, String field) {
        Http.Answer answer = Http.ANONYMOUS.post(suite.http(path), json);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("data").path(field).asString();
    }

    String topic() {
        return "conversation:" + conversation;
    }

    Map<String, Object> params() {
        return Map.of("customer_id", customer);
    }
}
