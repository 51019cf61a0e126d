package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An agent who works through the Netia API.
record Desk(Installation suite, Http http) {
    private static final JsonMapper JSON = JsonMapper.shared();

    static Desk logIn(Installation suite, String email) {
        return new Desk(suite, Http.logIn(suite, email));
    }

    Http.Answer get(String path) {
        return http.get(suite.http(path));
    }

    Http.Answer put(String path, String json) {
        return http.put(suite.http(path), json);
    }

    JsonNode conversations() {
        Http.Answer answer = get("/api/conversations");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("data");
    }

    Http.Answer conversation(String id) {
        return get("/api/conversations/" + id);
    }

    private record NewMessage(Content message) {
        record Content(String conversation_id, String body) {}
    }

    Http.Answer answer(String conversation, String text) {
        return http.post(
                suite.http("/api/messages"),
                JSON.writeValueAsString(new NewMessage(new NewMessage.Content(conversation, text))));
    }
}
