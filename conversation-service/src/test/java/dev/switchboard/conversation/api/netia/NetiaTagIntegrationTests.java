package dev.switchboard.conversation.api.netia;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.ConversationUpdated.Tagged;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// Tags and canned responses: what the desk keeps ready.
@SwitchboardIntegrationTest(ConversationServiceApplication.class)
@TestPropertySource(
        properties = {
            "switchboard.tags.most-in-account=6",
            "switchboard.tags.most-on-conversation=4",
            "switchboard.canned-responses.most-in-account=3"
        })
class NetiaTagIntegrationTests {
    private static final String CANNED = "/api/canned_responses";

    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    Tenant acme;
    Browser jane;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
        jane = new Browser(client, acme.jane());
    }

    @Test
    void aTagIsMadeChangedShownAndRemoved() {
        JsonNode tag = jane.post(
                "/api/tags", "{\"tag\":{\"name\":\" Refund \",\"description\":\"Money back\",\"color\":\"#1677ff\"}}");
        assertThat(tag.get("object").asString()).isEqualTo("tag");
        assertThat(tag.get("name").asString()).isEqualTo("Refund");
        assertThat(tag.get("creator_id").asInt()).isEqualTo(1);
        assertThat(tag.get("account_id").asString()).isEqualTo(acme.account.toString());
        String uri = "/api/tags/" + tag.get("id").asString();
        JsonNode changed = jane.put(uri, "{\"tag\":{\"name\":\"Refunds\",\"color\":\"\"}}");
        assertThat(changed.get("description").asString()).isEqualTo("Money back");
        assertThat(changed.get("color").isNull()).isTrue();
        assertThat(jane.get(uri)).isEqualTo(changed);
        assertThat(jane.get("/api/tags")).hasSize(1);

        MessageCreated question = asked("ada");
        jane.post(tags(question), "{\"tag_id\":\"" + tag.get("id").asString() + "\"}");
        assertThat(jane.status(HttpMethod.DELETE, uri, null)).isEqualTo(204);
        assertThat(jane.status(HttpMethod.GET, uri, null)).isEqualTo(404);
        assertThat(jane.status(HttpMethod.DELETE, uri, null)).isEqualTo(404);
        assertThat(jane.get("/api/conversations/" + question.conversationId()).get("tags"))
                .isEmpty();
    }

    @Test
    void aNameIsTakenOnceInAnAccountWhateverItsCase() {
        jane.post("/api/tags", "{\"tag\":{\"name\":\"Stra\u00DFe \uD83D\uDE9A\"}}");
        assertThat(jane.fault(
                        HttpMethod.POST, "/api/tags", "{\"tag\":{\"name\":\"STRA\u00DFE \uD83D\uDE9A\"}}", "name"))
                .isEqualTo("has already been taken");
        String other = jane.post("/api/tags", "{\"tag\":{\"name\":\"other\"}}")
                .get("id")
                .asString();
        assertThat(jane.fault(
                        HttpMethod.PUT,
                        "/api/tags/" + other,
                        "{\"tag\":{\"name\":\"stra\u00DFe \uD83D\uDE9A\"}}",
                        "name"))
                .isEqualTo("has already been taken");
        List<Integer> answers = IntStream.range(0, 4)
                .parallel()
                .mapToObj(_ -> jane.status(HttpMethod.POST, "/api/tags", "{\"tag\":{\"name\":\"once\"}}"))
                .sorted()
                .toList();
        assertThat(answers).containsExactly(201, 400, 400, 400);
        Browser elsewhere = new Browser(client, Tenant.settledIn(facts).jane());
        assertThat(elsewhere.status(HttpMethod.POST, "/api/tags", "{\"tag\":{\"name\":\"once\"}}"))
                .isEqualTo(201);
        assertThat(elsewhere.status(HttpMethod.GET, "/api/tags/" + other, null)).isEqualTo(404);
        assertThat(elsewhere.status(HttpMethod.DELETE, "/api/tags/" + other, null))
                .isEqualTo(404);
    }

    @Test
    void aConversationIsTaggedAndEveryChangeIsToldOnce() {
        MessageCreated question = asked("ada");
        jane.post(tags(question), "{\"tags\":[\"vip\",\"Billing\",\"VIP\"]}");
        JsonNode again = jane.post(tags(question), "{\"tags\":[\"billing\"]}");
        assertThat(names(again)).containsExactly("Billing", "vip");
        String vip = again.get("tags").get(1).get("id").asString();
        JsonNode without = jane.ask(HttpMethod.DELETE, tags(question) + "/" + vip, null)
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody()
                .get("data");
        assertThat(names(without)).containsExactly("Billing");
        jane.put("/api/conversations/" + question.conversationId(), "{\"conversation\":{\"tags\":[\"late\"]}}");
        assertThat(facts.told(Tagged.class).stream()
                        .filter(t -> t.conversationId().equals(question.conversationId()))
                        .map(Tagged::tags))
                .containsExactly(List.of("Billing", "vip"), List.of("Billing"), List.of("late"));
        assertThat(names(jane.get("/api/conversations").get(0))).containsExactly("late");
    }

    @Test
    void limitsHold() {
        MessageCreated question = asked("ada");
        assertThat(jane.fault(HttpMethod.POST, tags(question), "{\"tags\":[\"a\",\"b\",\"c\",\"d\",\"e\"]}", "tags"))
                .isEqualTo("should have at most 4 item(s)");
        jane.post(tags(question), "{\"tags\":[\"a\",\"b\",\"c\",\"d\"]}");
        jane.put("/api/conversations/" + question.conversationId(), "{\"conversation\":{\"tags\":[\"e\",\"f\"]}}");
        assertThat(jane.fault(HttpMethod.POST, tags(question), "{\"tags\":[\"g\"]}", "tags"))
                .isEqualTo("are at most 6 in an account");
        assertThat(jane.fault(HttpMethod.POST, "/api/tags", "{\"tag\":{\"name\":\"g\"}}", "tags"))
                .isEqualTo("are at most 6 in an account");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/api/tags|{}|tag",
                "/api/tags|{\"tag\":\"x\"}|tag",
                "/api/tags|{\"tag\":{\"name\":\" \"}}|name",
                "/api/tags|{\"tag\":{\"name\":\"a\\u0000b\"}}|name",
                "/api/tags|{\"tag\":{\"name\":[\"x\"]}}|name",
                "/api/tags|{\"tag\":{\"name\":\"x\",\"color\":\"url(//evil)\"}}|color",
                "/api/tags|{\"tag\":{\"name\":\"x\",\"description\":\"\\u0000\"}}|description",
                "/api/canned_responses|{}|canned_response",
                "/api/canned_responses|{\"canned_response\":{\"content\":\"x\"}}|shortcut",
                "/api/canned_responses|{\"canned_response\":{\"shortcut\":\"x\"}}|content",
                "/api/canned_responses|{\"canned_response\":{\"shortcut\":\"x\",\"content\":\"\\u0000\"}}|content",
                "/api/canned_responses|{\"canned_response\":{\"shortcut\":\"x\",\"content\":\"{{customer.password}}\"}}|content",
                "/api/canned_responses|{\"canned_response\":{\"shortcut\":{},\"content\":\"x\"}}|shortcut",
            })
    void whatIsWrongIsNamed(String uri, String body, String field) {
        assertThat(jane.fault(HttpMethod.POST, uri, body, field)).isNotEmpty();
    }

    @Test
    void namesOfAnyScriptAreKeptAndTooLongOnesAreNot() {
        String name = "\u0645\u0631\u062D\u0628\u0627 \u202E\uD83D\uDC69\u200D\uD83D\uDCBB";
        JsonNode tag = jane.post("/api/tags", "{\"tag\":{\"name\":\"" + name + "\"}}");
        assertThat(tag.get("name").asString()).isEqualTo(name);
        String longest = "{\"tag\":{\"name\":\"" + "x".repeat(101) + "\"}}";
        assertThat(jane.fault(HttpMethod.POST, "/api/tags", longest, "name"))
                .isEqualTo("should be at most 100 byte(s)");
        String megabyte = "{\"tag\":{\"name\":\"" + "x".repeat(1 << 20) + "\"}}";
        assertThat(jane.status(HttpMethod.POST, "/api/tags", megabyte)).isIn(400, 413);
    }

    @Test
    void aCannedResponseIsRenderedForAConversationAndNoNameIsReadAsAPlace() {
        MessageCreated question = asked("ada");
        JsonNode canned = jane.post(CANNED, """
                {"canned_response": {"shortcut": "hi", "content":
                 "Hi {{customer.name|there}}, {{ agent.name }} here about #{{conversation.number}} {{conversation.subject|it}}"}}
                """);
        assertThat(canned.get("name").asString()).isEqualTo("hi");
        String uri = CANNED + "/" + canned.get("id").asString();
        JsonNode rendered = jane.get(uri + "/render?conversation_id=" + question.conversationId());
        assertThat(rendered.get("content").asString()).isEqualTo("Hi {{agent.email}}, Jane Smith here about #1 it");
        assertThat(jane.fault(HttpMethod.GET, uri + "/render", null, "conversation_id"))
                .isEqualTo("can't be blank");
        assertThat(jane.fault(HttpMethod.GET, uri + "/render?conversation_id=1x", null, "conversation_id"))
                .isEqualTo("is invalid");
        Tenant globex = Tenant.settledIn(facts);
        Browser elsewhere = new Browser(client, globex.jane());
        assertThat(elsewhere.status(HttpMethod.GET, uri + "/render?conversation_id=" + UUID.randomUUID(), null))
                .isEqualTo(404);
        JsonNode theirs =
                elsewhere.post(CANNED, "{\"canned_response\":{\"name\":\"hi\",\"content\":\"{{customer.email}}\"}}");
        assertThat(elsewhere.status(
                        HttpMethod.GET,
                        CANNED + "/" + theirs.get("id").asString() + "/render?conversation_id="
                                + question.conversationId(),
                        null))
                .isEqualTo(404);
    }

    @Test
    void cannedResponsesAreKeptByTheirShortcut() {
        JsonNode bye = jane.post(CANNED, "{\"canned_response\":{\"name\":\"bye\",\"content\":\"Bye\"}}");
        jane.post(CANNED, "{\"canned_response\":{\"shortcut\":\"Hi\",\"content\":\"Hi\"}}");
        assertThat(jane.fault(
                        HttpMethod.POST,
                        CANNED,
                        "{\"canned_response\":{\"name\":\"hi\",\"content\":\"x\"}}",
                        "shortcut"))
                .isEqualTo("has already been taken");
        String uri = CANNED + "/" + bye.get("id").asString();
        assertThat(jane.fault(HttpMethod.PUT, uri, "{\"canned_response\":{\"shortcut\":\"HI\"}}", "shortcut"))
                .isEqualTo("has already been taken");
        JsonNode changed = jane.put(uri, "{\"canned_response\":{\"content\":\"Goodbye\"}}");
        assertThat(changed.get("shortcut").asString()).isEqualTo("bye");
        assertThat(jane.get(uri).get("content").asString()).isEqualTo("Goodbye");
        jane.post(CANNED, "{\"canned_response\":{\"shortcut\":\"third\",\"content\":\"x\"}}");
        assertThat(jane.fault(
                        HttpMethod.POST,
                        CANNED,
                        "{\"canned_response\":{\"shortcut\":\"fourth\",\"content\":\"x\"}}",
                        "canned_response"))
                .isEqualTo("are at most 3 in an account");
        assertThat(jane.get(CANNED).valueStream().map(r -> r.get("shortcut").asString()))
                .containsExactly("bye", "Hi", "third");
        Browser elsewhere = new Browser(client, Tenant.settledIn(facts).jane());
        for (String foreign : List.of(uri, CANNED + "/" + UUID.randomUUID(), CANNED + "/x")) {
            assertThat(elsewhere.status(HttpMethod.GET, foreign, null)).isEqualTo(404);
            assertThat(elsewhere.status(HttpMethod.PUT, foreign, "{\"canned_response\":{\"content\":\"x\"}}"))
                    .isEqualTo(404);
            assertThat(elsewhere.status(HttpMethod.DELETE, foreign, null)).isEqualTo(404);
        }
        assertThat(jane.status(HttpMethod.DELETE, uri, null)).isEqualTo(204);
        assertThat(jane.status(HttpMethod.GET, uri, null)).isEqualTo(404);
    }

    @Test
    void aViewerReadsAndChangesNothing() {
        Browser viewer = new Browser(
                client,
                new Caller.Agent(
                        acme.account, UUID.randomUUID(), 9, "Vera", "vera@acme.test", "viewer", UUID.randomUUID()));
        assertThat(viewer.get("/api/tags")).isEmpty();
        assertThat(viewer.get(CANNED)).isEmpty();
        assertThat(viewer.status(HttpMethod.POST, "/api/tags", "{\"tag\":{\"name\":\"x\"}}"))
                .isEqualTo(403);
        assertThat(viewer.status(
                        HttpMethod.POST, CANNED, "{\"canned_response\":{\"shortcut\":\"x\",\"content\":\"x\"}}"))
                .isEqualTo(403);
    }

    private static List<String> names(JsonNode conversation) {
        return conversation
                .get("tags")
                .valueStream()
                .map(tag -> tag.get("name").asString())
                .toList();
    }

    private static String tags(MessageCreated in) {
        return "/api/conversations/" + in.conversationId() + "/tags";
    }

    /// A customer whose name looks like a place.
    private MessageCreated asked(String visitor) {
        Profile profile = new Profile("{{agent.email}}", "ada@example.test", null);
        facts.publish(acme.said(acme.visitor(visitor), "m-1", "How do I return an item?", profile));
        return facts.await(MessageCreated.class, m -> m.address().equals(acme.visitor(visitor)));
    }
}
