package dev.switchboard.conversation.api.netia;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.DescribedRoutesProof;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SharedIntegrationTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/// Whatever is sent to a route that takes a body, the answer says what is wrong with it and nothing changes.
@SharedIntegrationTest(ConversationServiceApplication.class)
class NetiaBadInputIntegrationTests implements DescribedRoutesProof {
    private static final List<String> VALUES = List.of(
            "null",
            "0",
            "-1e400",
            "true",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "[]",
            "[null]",
            "[[[]]]",
            "{}",
            "{\"\":{\"\":null}}",
            "\"" + "x".repeat(70_000) + "\"",
            "{\"a\":".repeat(600) + "1" + "}".repeat(600));
    private static final List<String> BODIES = List.of("", "null", "[]", "\"x\"", "{", "\u0000", "{\"a\":1}{");

    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    Browser jane;
    MessageCreated question;
    Map<String, List<String>> fields;

    @BeforeEach
    void settle() {
        Tenant acme = Tenant.settledIn(facts);
        jane = new Browser(client, acme.jane());
        facts.publish(acme.said(acme.visitor("ada"), "m-1", "Hello"));
        question = facts.await(MessageCreated.class, m -> m.address().equals(acme.visitor("ada")));
        fields = Map.of(
                "conversation",
                List.of("status", "priority", "read", "assignee_id", "subject", "metadata", "snoozed_until", "tags"),
                "message",
                List.of("body", "conversation_id", "type", "private", "mentioned_user_ids"),
                "tag",
                List.of("name", "description", "color"),
                "canned_response",
                List.of("name", "shortcut", "content"));
    }

    @Test
    void noBodyIsAFaultOfOurs() {
        String reply = jane.post(
                        "/api/messages",
                        "{\"message\":{\"body\":\"Hi\",\"conversation_id\":\"%s\"}}"
                                .formatted(question.conversationId()))
                .get("id")
                .asString();
        String conversation = "/api/conversations/" + question.conversationId();
        sends(HttpMethod.PUT, conversation, "conversation");
        sends(HttpMethod.POST, conversation + "/tags", "conversation");
        sends(HttpMethod.POST, "/api/messages", "message");
        sends(HttpMethod.PUT, "/api/messages/" + reply, "message");
        sends(HttpMethod.POST, "/api/tags", "tag");
        sends(HttpMethod.POST, "/api/canned_responses", "canned_response");
        JsonNode now = jane.get(conversation);
        assertThat(now.get("ticket_status").asString()).isEqualTo("open");
        // `null` as the assignee is a good value: nobody
        assertThat(now.get("owner").asString()).isEqualTo("queue");
        assertThat(now.get("priority").asString()).isEqualTo("not_priority");
        assertThat(now.get("tags")).isEmpty();
    }

    @Test
    void aMegabyteAndALateFieldAreRefusedAlike() {
        String megabyte = "{\"conversation\":{\"subject\":\"" + "\uD83D\uDE00".repeat(1 << 18) + "\"}}";
        String uri = "/api/conversations/" + question.conversationId();
        assertThat(jane.status(HttpMethod.PUT, uri, megabyte)).isIn(400, 413);
        assertThat(jane.fault(
                        HttpMethod.PUT,
                        uri,
                        "{\"conversation\":{\"subject\":\"" + "\uD83D\uDE00".repeat(251) + "\"}}",
                        "subject"))
                .isEqualTo("should be at most 1000 byte(s)");
    }

    private void sends(HttpMethod method, String uri, String root) {
        Stream<String> values = VALUES.stream()
                .flatMap(value -> Stream.concat(
                        Stream.of("{\"" + root + "\":" + value + "}"),
                        fields.get(root).stream()
                                .map(field -> "{\"" + root + "\":{\"" + field + "\":" + value + "}}")));
        Stream.concat(BODIES.stream(), values)
                .forEach(body -> assertThat(jane.status(method, uri, body))
                        .as("%s %s %.80s", method, uri, body)
                        .isLessThan(500));
    }
}
