package dev.switchboard.conversation.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
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
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SwitchboardIntegrationTest(ConversationServiceApplication.class)
class SearchIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    @Autowired
    SearchIndexer indexer;

    @Autowired
    DatabaseClient database;

    Tenant acme;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
    }

    @Test
    void aMessageIsFoundByWordPhraseAndPrefixWhateverItsAccents() {
        MessageCreated parcel = said("ada", "m-1", "Mein Paket für Zoë ist zu spät, order A-1234");
        said("bob", "m-1", "Where is my parcel?");
        for (String q : List.of("paket", "Zoe", "zoë", "\"ist zu spat\"", "pak*", "1234", "A-1234", "paket -parcel")) {
            found("messages", q)
                    .jsonPath("$.data.length()")
                    .isEqualTo(1)
                    .jsonPath("$.data[0].id")
                    .isEqualTo(parcel.messageId().toString())
                    .jsonPath("$.total")
                    .isEqualTo(1)
                    .jsonPath("$.total_capped")
                    .isEqualTo(false);
        }
        for (String q : List.of("\"zu ist\"", "pake", "paket -spät", "paket parcel", "!!!")) {
            found("messages", q).jsonPath("$.total").isEqualTo(0);
        }
    }

    @Test
    void aSnippetIsSafeToShow() {
        said("ada", "m-1", "<script>alert('x')</script> my parcel is <b>late</b>");
        found("messages", "late")
                .jsonPath("$.data[0].snippet")
                .value(
                        String.class,
                        snippet -> assertThat(snippet)
                                .contains("<mark>late</mark>")
                                .doesNotContain("<script>")
                                .doesNotContain("<b>"));
    }

    @Test
    void anotherAccountFindsNothing() {
        said("ada", "m-1", "A parcel of secrets");
        Tenant globex = Tenant.settledIn(facts);
        facts.publish(globex.said(globex.visitor("eve"), "m-1", "Nothing to see"));
        facts.await(MessageCreated.class, m -> m.accountId().equals(globex.account));
        index();
        search(globex.jane(), "type=messages&q=parcel").jsonPath("$.total").isEqualTo(0);
        search(globex.jane(), "type=conversations&q=parcel").jsonPath("$.total").isEqualTo(0);
        search(globex.jane(), "type=customers&q=ada").jsonPath("$.total").isEqualTo(0);
    }

    @Test
    void aVisitorMayNotSearch() {
        Caller visitor = Callers.visitor(acme.account, acme.answered, "ada", "s");
        client.as(visitor)
                .get()
                .uri("/api/search?q=x")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void filtersNarrowTheMatches() {
        MessageCreated ada = said("ada", "m-1", "late parcel");
        MessageCreated quiet = said(acme.visitorOfQuietInbox("bob"), "m-1", "late parcel");
        close(ada.conversationId());
        index();
        only("inbox_id=" + acme.quiet, quiet);
        only("status=open", quiet);
        only("status=closed", ada);
        sql("INSERT INTO tag (account_id, id, name, name_key, created_at, updated_at) VALUES ('" + acme.account + "', '"
                + acme.quiet + "', 'VIP', 'vip', now(), now())");
        sql("INSERT INTO tagging VALUES ('" + acme.account + "', '" + ada.conversationId() + "', '" + acme.quiet
                + "', now())");
        only("tag=VIP", ada);
        only("tag=" + acme.quiet, ada);
        search(acme.jane(), "q=late&tag=other").jsonPath("$.total").isEqualTo(0);
        only("since=2020-01-01T00:00:00Z&status=closed", ada);
        search(acme.jane(), "q=late&until=2020-01-01T00:00:00Z")
                .jsonPath("$.total")
                .isEqualTo(0);
        search(acme.jane(), "q=late&assignee_id=77").jsonPath("$.total").isEqualTo(0);
        search(acme.jane(), "q=late").jsonPath("$.total").isEqualTo(2);
    }

    @Test
    void whatWasEditedOrRemovedIsFoundNoMore() {
        MessageCreated message = said("ada", "m-1", "my credit card is stolen");
        sql("UPDATE message SET body = 'gone now' WHERE id = '" + message.messageId() + "'");
        found("messages", "stolen", false).jsonPath("$.total").isEqualTo(0);
        found("messages", "gone").jsonPath("$.total").isEqualTo(1);
        sql("DELETE FROM message WHERE id = '" + message.messageId() + "'");
        found("messages", "gone", false).jsonPath("$.total").isEqualTo(0);
        found("messages", "gone").jsonPath("$.total").isEqualTo(0);
    }

    @Test
    void aConversationIsFoundByItsMessagesItsSubjectAndItsNumber() {
        MessageCreated first = said("ada", "m-1", "late parcel");
        said("ada", "m-2", "still a late parcel");
        sql("UPDATE conversation SET subject = 'Warehouse fire' WHERE id = '" + first.conversationId() + "'");
        index();
        found("conversations", "late")
                .jsonPath("$.data.length()")
                .isEqualTo(1)
                .jsonPath("$.data[0].id")
                .isEqualTo(first.conversationId().toString())
                .jsonPath("$.data[0].subject")
                .isEqualTo("Warehouse fire")
                .jsonPath("$.data[0].match.snippet")
                .exists();
        found("conversations", "warehouse").jsonPath("$.total").isEqualTo(1);
        found("conversations", "#1")
                .jsonPath("$.data[0].number")
                .isEqualTo(1)
                .jsonPath("$.data[0].match")
                .isEqualTo(null);
    }

    @Test
    void pagesShowEachMatchOnceWhileNewOnesCome() {
        for (int i = 0; i < 7; i++) {
            said("ada", "m-" + i, "parcel " + i);
        }
        index();
        List<String> seen = new ArrayList<>();
        String next = "";
        int pages = 0;
        do {
            JsonNode page = json("q=parcel&limit=3&after=" + next);
            page.get("data").forEach(hit -> seen.add(hit.get("id").asString()));
            assertThat(page.get("total").asInt()).isEqualTo(7);
            next = page.get("next").isNull() ? "" : page.get("next").asString();
            said("ada", "later-" + pages++, "another parcel");
            index();
        } while (!next.isEmpty());
        assertThat(seen).hasSize(7);
        assertThat(new HashSet<>(seen)).hasSize(7);
    }

    @Test
    void beyondTheThousandThatAreRankedMatchesAreCountedForWhoAsks() {
        MessageCreated message = said("ada", "m-1", "parcel");
        sql("""
                INSERT INTO message (account_id, conversation_id, seq, id, version, owner, lease_epoch, author_kind, kind,
                    body, attachments, sources, metadata, created_at)
                SELECT account_id, conversation_id, seq + n, uuidv7(), version, owner, lease_epoch, author_kind, kind,
                    body, attachments, sources, metadata, created_at
                FROM message, generate_series(1, 1200) AS n WHERE id = '%s'
                """.formatted(message.messageId()));
        index();
        search(acme.jane(), "q=parcel")
                .jsonPath("$.total")
                .isEqualTo(1_000)
                .jsonPath("$.total_capped")
                .isEqualTo(true);
        JsonNode counted = json("q=parcel&count=true");
        assertThat(counted.get("total").asInt()).isEqualTo(1_201);
        assertThat(counted.get("total_capped").asBoolean()).isFalse();
        JsonNode following =
                json("q=parcel&count=true&after=" + counted.get("next").asString());
        assertThat(following.get("total").asInt()).isEqualTo(1_201);
    }

    @Test
    void customersAreFoundByAnyPartOfWhatIsKnownOfThem() {
        facts.publish(acme.said(
                acme.visitor("ada"), "m-1", "Hi", new Profile("Zoë Ångström", "zoe@example.test", "+49 155 0199")));
        facts.await(MessageCreated.class, m -> m.accountId().equals(acme.account));
        for (String q : List.of("angstrom", "zoë ÅNG", "example.test", "0199", "zo")) {
            found("customers", q)
                    .jsonPath("$.data[0].name")
                    .isEqualTo("Zoë Ångström")
                    .jsonPath("$.total")
                    .isEqualTo(1);
        }
        found("customers", "100%").jsonPath("$.total").isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({
        "q=, q",
        "q=a*, q",
        "q=x&type=cats, type",
        "q=x&status=lost, status",
        "q=x&inbox_id=7, inbox_id",
        "q=x&since=yesterday, since",
        "q=x&assignee_id=me2, assignee_id",
        "q=x&after=nonsense, after",
        "q=xyz&type=customers&after=1, after",
        "q=xyz&type=customers&status=open, type"
    })
    void aWrongQuestionNamesItsField(String query, String field) {
        client.as(acme.jane())
                .get()
                .uri("/api/search?" + query)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.fields." + field)
                .exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's", "a & b | !c", "\\", "<-> :x", "\"", "退*", "abc:b\\'*", "%_"})
    void noTextIsAnError(String text) {
        found("messages", text).jsonPath("$.total").isEqualTo(0);
    }

    private void only(String filter, MessageCreated message) {
        search(acme.jane(), "q=late&" + filter)
                .jsonPath("$.total")
                .isEqualTo(1)
                .jsonPath("$.data[0].id")
                .isEqualTo(message.messageId().toString());
    }

    private MessageCreated said(String who, String key, String body) {
        return said(acme.visitor(who), key, body);
    }

    private MessageCreated said(Address from, String key, String body) {
        facts.publish(acme.said(from, key, body));
        return facts.await(MessageCreated.class, m -> m.address().equals(from) && key.equals(m.deduplicationKey()));
    }

    private void close(UUID conversation) {
        client.as(acme.jane())
                .put()
                .uri("/api/conversations/" + conversation)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"conversation\":{\"status\":\"closed\"}}")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private BodyContentSpec found(String type, String q) {
        return found(type, q, true);
    }

    private BodyContentSpec found(String type, String q, boolean indexed) {
        if (indexed) {
            index();
        }
        return exchange(acme.jane(), "/api/search?type={type}&q={q}", type, q)
                .expectStatus()
                .isOk()
                .expectBody();
    }

    private BodyContentSpec search(Caller caller, String query) {
        return exchange(caller, "/api/search?" + query).expectStatus().isOk().expectBody();
    }

    private JsonNode json(String query) {
        byte[] body = exchange(acme.jane(), "/api/search?" + query)
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return new JsonMapper().readTree(new String(body, StandardCharsets.UTF_8));
    }

    private ResponseSpec exchange(Caller caller, String uri, Object... values) {
        return client.as(caller).get().uri(uri, values).exchange();
    }

    private void sql(String sql) {
        database.sql(sql).then().block();
    }

    /// Another replica's indexer, or this one's own round, may be at work: then this one waits for it.
    private void index() {
        Awaitility.await().until(() -> {
            indexer.round().block();
            return database.sql("SELECT count(*) FROM search_queue")
                            .mapValue(Long.class)
                            .one()
                            .block()
                    == 0;
        });
    }
}
