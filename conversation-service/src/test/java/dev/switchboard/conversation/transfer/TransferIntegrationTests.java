package dev.switchboard.conversation.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SwitchboardIntegrationTest(ConversationServiceApplication.class)
@TestPropertySource(properties = {"switchboard.transfer.largest-body=64KB", "switchboard.transfer.longest-line=8KB"})
class TransferIntegrationTests {
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    Tenant acme;
    Caller admin;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
        admin = Callers.adminOf(acme.account);
        facts.publish(acme.said(acme.visitor("ada"), "m-1", "Hello", new Profile("=Ada", "ada@example.test", null)));
        facts.await(MessageCreated.class, m -> m.accountId().equals(acme.account));
    }

    @Test
    void customersConversationsAndMessagesGoOutAndAreResumed() {
        facts.publish(acme.said(acme.visitor("ada"), "m-2", "And, \"again\""));
        facts.publish(acme.said(acme.visitor("bob"), "m-1", "Hi"));
        facts.await(MessageCreated.class, m -> m.address().equals(acme.visitor("bob")));
        List<JsonNode> messages = exported("messages", "");
        assertThat(messages).extracting(m -> m.get("body").asString()).containsExactly("Hello", "And, \"again\"", "Hi");
        String place = messages.getFirst().get("conversation_id").asString() + ":1";
        assertThat(exported("messages", place)).isEqualTo(messages.subList(1, 3));
        assertThat(exported(
                        "messages", messages.getLast().get("conversation_id").asString() + ":1"))
                .isEmpty();

        List<JsonNode> conversations = exported("conversations", "");
        assertThat(conversations).hasSize(2);
        assertThat(exported("conversations", conversations.getFirst().get("id").asString()))
                .isEqualTo(conversations.subList(1, 2));
        assertThat(exported("customers", "")).hasSize(2);
    }

    @Test
    void aSpreadsheetFindsNoFormula() {
        String csv = text("/api/exports/customers?format=csv");
        assertThat(csv)
                .startsWith("id,external_id,name,email,phone,created_at,updated_at\r\n")
                .contains(",'=Ada,");
    }

    @Test
    void anotherAccountsDataIsNoneOfIt() {
        Tenant globex = Tenant.settledIn(facts);
        Caller other = Callers.adminOf(globex.account);
        for (String kind : List.of("customers", "conversations", "messages")) {
            assertThat(body(client.as(other).get().uri("/api/exports/" + kind).exchange()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"format=xls", "after=nonsense"})
    void aWrongExportIsRefused(String query) {
        client.as(admin)
                .get()
                .uri("/api/exports/messages?" + query)
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void onlyAdministratorsMoveData() {
        client.as(acme.jane())
                .get()
                .uri("/api/exports/customers")
                .exchange()
                .expectStatus()
                .isForbidden();
        client.as(acme.jane())
                .post()
                .uri("/api/imports/customers")
                .exchange()
                .expectStatus()
                .isForbidden();
        client.as(admin)
                .get()
                .uri("/api/exports/passwords")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void historyComesInOnceHoweverOftenItIsSent() {
        String customers = "{\"external_id\":\"c-1\",\"name\":\"Zoe\",\"email\":\"zoe@example.test\"}\n";
        assertThat(statuses(imported("customers", "", customers))).containsExactly("created");
        assertThat(statuses(imported("customers", "", customers))).containsExactly("unchanged");
        assertThat(statuses(imported("customers", "", customers.replace("Zoe", "Zoë"))))
                .containsExactly("updated");

        String conversations = "{\"external_id\":\"t-1\",\"customer_external_id\":\"c-1\",\"subject\":\"Old\","
                + "\"status\":\"closed\",\"created_at\":\"2021-03-01T10:00:00Z\"}\n";
        String inbox = "&inbox_id=" + acme.quiet;
        JsonNode conversation = imported("conversations", inbox, conversations).getFirst();
        assertThat(conversation.get("status").asString()).isEqualTo("created");
        assertThat(statuses(imported("conversations", inbox, conversations))).containsExactly("unchanged");

        String messages = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> "{\"external_id\":\"m-" + i + "\",\"conversation_external_id\":\"t-1\",\"author\":\""
                        + (i == 2 ? "agent" : "customer") + "\",\"body\":\"Line " + i
                        + "\",\"created_at\":\"2021-03-0" + i + "T10:00:00Z\"}\n")
                .reduce("", String::concat);
        assertThat(statuses(imported("messages", "", messages)))
                .containsOnly("created")
                .hasSize(3);
        assertThat(statuses(imported("messages", "", messages)))
                .containsOnly("unchanged")
                .hasSize(3);

        client.as(acme.jane())
                .get()
                .uri("/api/conversations/" + conversation.get("id").asString())
                .exchange()
                .expectBody()
                .jsonPath("$.data.subject")
                .isEqualTo("Old")
                .jsonPath("$.data.customer.name")
                .isEqualTo("Zoë")
                .jsonPath("$.data.messages.length()")
                .isEqualTo(3)
                .jsonPath("$.data.messages[2].body")
                .isEqualTo("Line 3");
        assertThat(facts.told(MessageCreated.class))
                .filteredOn(m -> m.body().startsWith("Line "))
                .isEmpty();
    }

    @Test
    void eachLineIsJudgedForItself() {
        String lines = "{\"external_id\":\"a\",\"name\":\"A\"}\n"
                + "not json\n"
                + "{\"name\":\"nobody\"}\n"
                + "{\"external_id\":\"b\",\"created_at\":\"soon\"}\n"
                + "{\"external_id\":\"a\",\"name\":\"again\"}\n"
                + "{\"external_id\":\"long\",\"name\":\"" + "x".repeat(9_000) + "\"}\n"
                + "{\"external_id\":\"nul\",\"name\":\"a\\u0000b\"}\n"
                + "[".repeat(2_000) + "\n"
                + "{\"external_id\":\"z\",\"name\":\"Z\"}";
        List<JsonNode> results = imported("customers", "", lines);
        assertThat(statuses(results))
                .containsExactly(
                        "created", "failed", "failed", "failed", "failed", "failed", "failed", "failed", "created");
        assertThat(results).extracting(r -> r.get("line").asInt()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(results.get(2).get("errors").has("external_id")).isTrue();
        assertThat(results.get(3).get("errors").has("created_at")).isTrue();
    }

    @Test
    void whatBelongsToNothingIsRefused() {
        String inbox = "&inbox_id=" + acme.quiet;
        assertThat(imported("conversations", inbox, "{\"external_id\":\"t\",\"customer_external_id\":\"who\"}")
                        .getFirst()
                        .get("errors")
                        .has("customer_external_id"))
                .isTrue();
        assertThat(imported("messages", "", "{\"external_id\":\"m\",\"conversation_external_id\":\"t\",\"body\":\"x\"}")
                        .getFirst()
                        .get("errors")
                        .has("conversation_external_id"))
                .isTrue();
        post("conversations", "", "{}").expectStatus().isBadRequest();
        post("conversations", "&inbox_id=" + UUID.randomUUID(), "{}")
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void aSpreadsheetComesInToo() {
        String csv =
                "external_id,name,email\r\nx-1,\"Zoe, the \"\"first\"\"\",zoe@example.test\r\nx-2,'=Max,\r\nx-3,a,b,c\r\n";
        assertThat(statuses(imported("customers", "&format=csv", csv))).containsExactly("created", "created", "failed");
        assertThat(exported("customers", ""))
                .extracting(c -> c.path("name").asString(""))
                .contains("Zoe, the \"first\"", "=Max");
    }

    @Test
    void theContentTypeSaysThatItIsASpreadsheetAndAnAddressIsHeldToItsForm() {
        List<JsonNode> results = lines(body(client.as(admin)
                .post()
                .uri("/api/imports/customers")
                .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .bodyValue("external_id,name,email\ny-1,Yan,yan@example.test\ny-2,Yin,nope\n")
                .exchange()));
        assertThat(statuses(results)).containsExactly("created", "failed");
        assertThat(results.getLast().at("/errors/email/0").asString()).isEqualTo("has invalid format");
    }

    @Test
    void theBodyIsBoundedAndTheRestIsNamed() {
        String lines = IntStream.range(0, 2_000)
                .mapToObj(i -> "{\"external_id\":\"bulk-" + i + "\",\"name\":\"Somebody with a name\"}\n")
                .reduce("", String::concat);
        List<JsonNode> results = imported("customers", "", lines);
        JsonNode last = results.getLast();
        assertThat(last.get("status").asString()).isEqualTo("stopped");
        int taken = results.size() - 1;
        assertThat(taken).isPositive().isLessThan(2_000);
        assertThat(last.get("line").asInt()).isEqualTo(taken + 1);
    }

    private List<JsonNode> exported(String kind, String after) {
        return lines(text("/api/exports/" + kind + "?after=" + after));
    }

    private String text(String uri) {
        return body(client.as(admin).get().uri(uri).exchange());
    }

    private List<JsonNode> imported(String kind, String query, String body) {
        return lines(body(post(kind, query, body)));
    }

    private ResponseSpec post(String kind, String query, String body) {
        return client.as(admin)
                .post()
                .uri("/api/imports/" + kind + "?x=1" + query)
                .bodyValue(body)
                .exchange();
    }

    private static String body(ResponseSpec response) {
        byte[] body = response.expectStatus().isOk().expectBody().returnResult().getResponseBody();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }

    private static List<JsonNode> lines(String text) {
        List<JsonNode> lines = new ArrayList<>();
        text.lines().forEach(line -> lines.add(JSON.readTree(line)));
        return lines;
    }

    private static List<String> statuses(List<JsonNode> results) {
        return results.stream().map(r -> r.get("status").asString()).toList();
    }
}
