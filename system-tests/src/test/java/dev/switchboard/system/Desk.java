package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import java.time.Duration;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// An agent who works through the Netia API.
record Desk(Installation suite, Http http) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

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

    /// The one with these words, among the newest; nothing while there is none.
    JsonNode conversationWith(String words) {
        return conversations()
                .valueStream()
                .limit(5)
                .map(each -> conversation(each.path("id").asString()).json().path("data"))
                .filter(each -> each.path("messages")
                        .valueStream()
                        .anyMatch(message -> message.path("body").asString().contains(words)))
                .findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    /// The id of the one with these words, once it is recorded.
    String awaitConversationWith(String words) {
        Awaitility.await().atMost(PATIENCE).until(() -> !conversationWith(words).isMissingNode());
        return conversationWith(words).path("id").asString();
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
