package dev.switchboard.conversation.api.netia;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.publicid.PublicId;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SharedIntegrationTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/// The desk's customers, and what pages say of theirs.
@SharedIntegrationTest(ConversationServiceApplication.class)
class NetiaCustomerIntegrationTests {
    private static final Caller NOBODY = new Caller.Anonymous();

    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    @Autowired
    Tokens tokens;

    @Autowired
    Directory directory;

    @Autowired
    DatabaseClient database;

    @Autowired
    MeterRegistry meters;

    Tenant acme;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts, directory);
    }

    @Test
    void oneObjectSatisfiesNetiaAndOmnichannel() {
        String id = made("{\"name\":\"Ada\",\"email\":\"ada@example.test\"}");
        JsonNode byUuid = got("/api/customers/" + id);
        String shared = PublicId.CUSTOMER.of(UUID.fromString(id));
        assertThat(byUuid.get("customer_id").asString()).isEqualTo(shared);
        assertThat(byUuid.get("status").asString()).isEqualTo("active");
        assertThat(byUuid.get("data").get("email").asString()).isEqualTo("ada@example.test");
        assertThat(byUuid.get("data").get("title").asString()).isEqualTo("Ada");
        assertThat(got("/api/customers/" + shared)).isEqualTo(byUuid);
    }

    @Test
    void foreignUnknownAndMalformedIdsAreNotFoundAlike() {
        String id = made("{\"name\":\"Ada\"}");
        Tenant globex = Tenant.settledIn(facts, directory);
        for (String path : List.of(id, UUID.randomUUID().toString(), "nonsense", "cust_12", "%F0%9F%98%80")) {
            Caller caller = path.equals(id) ? globex.jane() : acme.jane();
            for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.PUT)) {
                String body = method == HttpMethod.PUT ? "{\"customer\":{\"name\":\"x\"}}" : null;
                request(caller, method, "/api/customers/" + path, body)
                        .expectStatus()
                        .isNotFound()
                        .expectBody()
                        .jsonPath("$.detail")
                        .isEqualTo("Not found");
            }
            request(caller, HttpMethod.POST, "/api/customers/" + path + "/block", null)
                    .expectStatus()
                    .isNotFound();
        }
        request(NOBODY, HttpMethod.GET, "/api/customers/" + id, null)
                .expectStatus()
                .isUnauthorized();
        assertThat(got("/api/customers/" + id).get("data").get("name").asString())
                .isEqualTo("Ada");
    }

    @Test
    void theDeskChangesWhatItNamesAndTheChangeIsTold() {
        String id = made("{\"name\":\"Ada\",\"email\":\"ada@example.test\",\"metadata\":{\"plan\":\"pro\"}}");
        JsonNode changed = put(
                        id,
                        "{\"name\":\"Ada L. \uD83D\uDE80 \u0627\u062F\u0627\",\"email\":null,\"tags\":[\"vip\",\"beta\",\"vip\"]}")
                .get("data");
        assertThat(changed.get("name").asString()).isEqualTo("Ada L. \uD83D\uDE80 \u0627\u062F\u0627");
        assertThat(changed.get("email").isNull()).isTrue();
        assertThat(changed.get("metadata").get("plan").asString()).isEqualTo("pro");
        assertThat(changed.get("tags").valueStream().map(JsonNode::asString)).containsExactly("beta", "vip");
        CustomerUpdated.Changed told = facts.await(
                CustomerUpdated.Changed.class, c -> c.customerId().toString().equals(id));
        assertThat(told.profile()).isEqualTo(new Profile("Ada L. \uD83D\uDE80 \u0627\u062F\u0627", null, null));

        put(id, "{}");
        assertThat(facts.told(CustomerUpdated.Changed.class))
                .filteredOn(c -> c.customerId().toString().equals(id))
                .hasSize(1);
    }

    @Test
    void theDeskMakesNobodyWithAnAddressThatIsNone() {
        request(acme.jane(), HttpMethod.POST, "/api/customers", "{\"customer\":{\"email\":\"nonsense\"}}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.fields.email[0]")
                .isEqualTo("has invalid format");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|customer|can't be blank",
                "{\"customer\":{\"name\":\"a\\u0000b\"}}|name|must not contain the character U+0000",
                "{\"customer\":{\"email\":\"nonsense\"}}|email|has invalid format",
                "{\"customer\":{\"name\":[1]}}|name|is invalid",
                "{\"customer\":{\"metadata\":{\"a\":{\"b\":1}}}}|a|is invalid",
                "{\"customer\":{\"tags\":[\" \"]}}|tags|can't be blank",
                "{\"customer\":{\"custom_attributes\":{\"nowhere\":1}}}|['custom_attributes.nowhere']|is not defined",
                "{\"customer\":{\"custom_attributes\":{\"nowhere\":[1]}}}|nowhere|is invalid",
            })
    void aWrongChangeNamesItsFieldAndChangesNothing(String body, String field, String fault) {
        String id = made("{\"name\":\"Ada\"}");
        JsonNode before = got("/api/customers/" + id);
        String path = field.startsWith("[") ? "$.fields" + field + "[0]" : "$.fields." + field + "[0]";
        request(acme.jane(), HttpMethod.PUT, "/api/customers/" + id, body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath(path)
                .isEqualTo(fault);
        assertThat(got("/api/customers/" + id)).isEqualTo(before);
    }

    @Test
    void aBombOfBracketsIsABadRequest() {
        String id = made("{\"name\":\"Ada\"}");
        String bomb = "{\"customer\":{\"metadata\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}}";
        request(acme.jane(), HttpMethod.PUT, "/api/customers/" + id, bomb)
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void valuesOfCustomAttributesKeepToTheirDefinitions() {
        Caller.Agent admin = Callers.adminOf(acme.account);
        define(admin, "{\"key\":\"seats\",\"type\":\"number\"}");
        define(admin, "{\"key\":\"since\",\"type\":\"date\",\"label\":\"Customer since\"}");
        define(admin, "{\"key\":\"plan\",\"type\":\"list\",\"options\":[\"free\",\"pro\"]}");
        define(admin, "{\"key\":\"active\",\"type\":\"boolean\"}");
        String id = made("{\"name\":\"Ada\"}");
        JsonNode data = put(
                        id,
                        "{\"custom_attributes\":{\"seats\":12.5,\"since\":\"2026-02-28\",\"plan\":\"pro\",\"active\":true}}")
                .get("data")
                .get("custom_attributes");
        assertThat(data.get("seats").asDouble()).isEqualTo(12.5);
        assertThat(data.get("active").asBoolean()).isTrue();

        for (String wrong : List.of(
                "\"seats\":\"many\"",
                "\"since\":\"2026-02-30\"",
                "\"plan\":\"gold\"",
                "\"active\":1",
                "\"seats\":1e400")) {
            request(
                            acme.jane(),
                            HttpMethod.PUT,
                            "/api/customers/" + id,
                            "{\"customer\":{\"name\":\"Eve\",\"custom_attributes\":{" + wrong + "}}}")
                    .expectStatus()
                    .isBadRequest();
        }
        JsonNode left = put(id, "{\"custom_attributes\":{\"seats\":null}}").get("data");
        assertThat(left.get("name").asString()).isEqualTo("Ada");
        assertThat(left.get("custom_attributes").has("seats")).isFalse();
        assertThat(left.get("custom_attributes").get("plan").asString()).isEqualTo("pro");

        request(
                        acme.jane(),
                        HttpMethod.POST,
                        "/api/customer_attributes",
                        "{\"customer_attribute\":{\"key\":\"x\",\"type\":\"text\"}}")
                .expectStatus()
                .isForbidden();
        request(
                        admin,
                        HttpMethod.POST,
                        "/api/customer_attributes",
                        "{\"customer_attribute\":{\"key\":\"plan\",\"type\":\"text\"}}")
                .expectStatus()
                .isBadRequest();
        assertThat(got(Tenant.settledIn(facts, directory).jane(), "/api/customer_attributes")
                        .get("data"))
                .isEmpty();
        request(admin, HttpMethod.DELETE, "/api/customer_attributes/plan", null)
                .expectStatus()
                .isNoContent();
        request(admin, HttpMethod.DELETE, "/api/customer_attributes/plan", null)
                .expectStatus()
                .isNotFound();
    }

    @Test
    void customersAreListedNewestFirstSearchedAndFiltered() {
        String ada = made("{\"name\":\"Ada Lovelace\",\"email\":\"ada@byron.test\",\"tags\":[\"vip\"]}");
        String bob = made("{\"name\":\"Bob 100%\",\"phone\":\"+4915550001\",\"external_id\":\"crm-77\"}");
        String cyd = made("{\"name\":\"\u738B\u5C0F\u660E\"}");
        made(Tenant.settledIn(facts, directory).jane(), "{\"name\":\"Ada of Globex\",\"tags\":[\"vip\"]}");

        assertThat(ids("")).containsExactly(cyd, bob, ada);
        assertThat(ids("?q=love")).containsExactly(ada);
        assertThat(ids("?q=BYRON lov")).containsExactly(ada);
        assertThat(ids("?q=15550")).containsExactly(bob);
        assertThat(ids("?q=crm-77")).containsExactly(bob);
        assertThat(ids("?q={q}", "100%")).containsExactly(bob);
        assertThat(ids("?q={q}", "10_%")).isEmpty();
        assertThat(ids("?q=ad")).containsExactly(ada);
        assertThat(ids("?q={q}", "\u738B\u5C0F")).containsExactly(cyd);
        assertThat(ids("?tag=vip")).containsExactly(ada);
        assertThat(ids("?email=ADA@byron.test")).containsExactly(ada);
        assertThat(ids("?external_id=crm-77&email=ada@byron.test")).isEmpty();
        JsonNode page = got("/api/customers?page_number=2&page_size=2");
        assertThat(page.get("data")).hasSize(1);
        assertThat(page.get("page_number").asInt()).isEqualTo(2);
        assertThat(page.get("page_size").asInt()).isEqualTo(2);
        assertThat(page.get("total_pages").asInt()).isEqualTo(2);
        assertThat(page.get("total_entries").asInt()).isEqualTo(3);
        assertThat(got("/api/customers?page_size=100000").get("page_size").asInt())
                .isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page_number=1000000",
                "page_number=2147483647&page_size=100",
                "q=%00",
                "q=%25",
                "tag=a%00b",
                "page_number=one",
                "blocked=perhaps"
            })
    void aWrongListIsABadRequest(String query) {
        client.as(acme.jane())
                .get()
                .uri(base -> URI.create(base.path("/api/customers").build() + "?" + query))
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void searchAndTagsUseTheirIndexesInALargeAccount() {
        database.sql("""
                        INSERT INTO customer (account_id, id, name, email, details, created_at, updated_at)
                        SELECT $1, gen_random_uuid(), md5(n::text), md5('e' || n) || '@example.test',
                            CASE WHEN n % 1000 = 0 THEN '{"tags": ["rare"]}'::jsonb END, now(), now()
                        FROM generate_series(1, 20000) n
                        """).bind(0, acme.account).then().block();
        made("{\"name\":\"Zebediah Quux\"}");
        database.sql("VACUUM ANALYZE customer").then().block();
        assertThat(plan("customer_text(c.name, c.email, c.phone, c.external_id) LIKE '%zebediah%'"))
                .contains("customer_search");
        assertThat(plan("c.details -> 'tags' IS NOT NULL AND customer_tags(c.account_id, c.details) @> ARRAY['"
                        + acme.account + ":rare']"))
                .contains("customer_tagged");
        assertThat(plan("lower(c.email) = 'x' AND c.email IS NOT NULL")).contains("customer_by_email");
        assertThat(ids("?q=zebediah")).hasSize(1);
        assertThat(got("/api/customers?tag=rare").get("total_entries").asInt()).isEqualTo(20);
        assertThat(got("/api/customers?q=example.test").get("total_entries").asInt())
                .isEqualTo(10_000);
    }

    @Test
    void nothingOfABlockedCustomerReachesTheDesk() {
        var number = acme.phone("4915550042");
        facts.publish(acme.said(number, "wamid.1", "Hello"));
        MessageCreated first =
                facts.await(MessageCreated.class, m -> m.address().equals(number));
        String id = first.customerId().toString();
        assertThat(post(id, "block").get("status").asString()).isEqualTo("blocked");
        double before = meters.counter("switchboard.intake.blocked").count();

        facts.publish(
                acme.said(number, "wamid.2", "Spam"),
                acme.asksForPerson(number),
                acme.said(number, "wamid.1", "Hello"));
        MessageUpdated.Refused refused =
                facts.await(MessageUpdated.Refused.class, r -> r.address().equals(number));
        assertThat(refused.code()).isEqualTo("forbidden");
        assertThat(refused.deduplicationKey()).isEqualTo("wamid.2");
        Awaitility.await()
                .until(() -> meters.counter("switchboard.intake.blocked").count() == before + 2);
        assertThat(ids("?blocked=true")).containsExactly(id);

        assertThat(post(id, "unblock").get("status").asString()).isEqualTo("active");
        facts.publish(acme.said(number, "wamid.3", "Sorry"));
        assertThat(facts.await(
                                MessageCreated.class,
                                m -> m.accountId().equals(acme.account) && "wamid.3".equals(m.deduplicationKey()))
                        .seq())
                .isEqualTo(2);
    }

    @Test
    void aBlockedPageIsToldSo() {
        JsonNode made = data(request(
                NOBODY,
                HttpMethod.POST,
                "/api/customers",
                "{\"customer\":{\"account_id\":\"%s\",\"name\":\"Eve\"}}".formatted(acme.account)));
        String id = made.get("id").asString();
        String begin = "{\"conversation\":{\"account_id\":\"%s\",\"customer_id\":\"%s\"}}".formatted(acme.account, id);
        String conversation = data(request(NOBODY, HttpMethod.POST, "/api/conversations", begin))
                .get("id")
                .asString();
        post(id, "block");
        request(NOBODY, HttpMethod.POST, "/api/conversations", begin)
                .expectStatus()
                .isForbidden();
        request(
                        NOBODY,
                        HttpMethod.POST,
                        "/api/messages",
                        "{\"message\":{\"account_id\":\"%s\",\"customer_id\":\"%s\",\"conversation_id\":\"%s\",\"body\":\"x\"}}"
                                .formatted(acme.account, id, conversation))
                .expectStatus()
                .isForbidden();
        assertThat(facts.told(MessageCreated.class))
                .noneMatch(m -> m.customerId().toString().equals(id));
    }

    @Test
    void aPageLabelsItsVisitorAndWhoHasProvenNothingLearnsNothing() {
        JsonNode made = data(request(
                NOBODY,
                HttpMethod.POST,
                "/api/customers",
                "{\"customer\":{\"account_id\":\"%s\",\"name\":\"Ada\",\"host\":\"shop.test\",\"metadata\":{\"plan\":\"pro\"}}}"
                        .formatted(acme.account)));
        String id = made.get("id").asString();
        assertThat(made.get("host").asString()).isEqualTo("shop.test");
        assertThat(made.has("tags")).isFalse();
        put(id, "{\"tags\":[\"troll\"]}");

        String label =
                "{\"account_id\":\"%s\",\"metadata\":{\"name\":\"Eve\",\"plan\":\"free\",\"cart\":3,\"pathname\":\"/pay\"}}"
                        .formatted(acme.account);
        JsonNode unproven = data(request(NOBODY, HttpMethod.PUT, "/api/customers/" + id + "/metadata", label));
        assertThat(unproven.get("id").asString()).isEqualTo(id);
        assertThat(unproven.toString())
                .doesNotContain("Ada")
                .doesNotContain("\"pro\"")
                .doesNotContain("troll");
        JsonNode known = got("/api/customers/" + id).get("data");
        assertThat(known.get("name").asString()).isEqualTo("Ada");
        assertThat(known.get("pathname").asString()).isEqualTo("/pay");
        assertThat(known.get("last_seen_at").isNull()).isFalse();
        assertThat(known.get("metadata").get("plan").asString()).isEqualTo("pro");
        assertThat(known.get("metadata").get("cart").asString()).isEqualTo("3");

        Caller proven =
                tokens.verify(Tokens.Audience.WIDGET, made.get("session_token").asString());
        JsonNode own = data(request(
                proven, HttpMethod.PUT, "/api/customers/" + id + "/metadata", "{\"metadata\":{\"plan\":\"team\"}}"));
        assertThat(own.get("metadata").get("plan").asString()).isEqualTo("team");
        assertThat(own.get("name").asString()).isEqualTo("Ada");
        assertThat(own.has("tags")).isFalse();
        request(NOBODY, HttpMethod.PUT, "/api/customers/" + UUID.randomUUID() + "/metadata", label)
                .expectStatus()
                .isNotFound();
        request(NOBODY, HttpMethod.PUT, "/api/customers/" + id + "/metadata", "{\"metadata\":{}}")
                .expectStatus()
                .isUnauthorized();
        request(
                        NOBODY,
                        HttpMethod.POST,
                        "/api/customers",
                        "{\"customer\":{\"account_id\":\"%s\",\"tags\":[\"vip\"]}}".formatted(acme.account))
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void theDeskIdentifiesByWhatTheBusinessKnows() {
        String ada = made("{\"name\":\"Ada\",\"email\":\"ada@example.test\",\"external_id\":\"crm-1\"}");
        assertThat(identified("external_id=crm-1")).isEqualTo(ada);
        assertThat(identified("external_id=crm-1&email=Ada@example.test")).isEqualTo(ada);
        assertThat(identified("external_id=crm-2")).isNull();
        assertThat(identified("")).isNull();
        made("{\"email\":\"ada@example.test\"}");
        assertThat(identified("email=ada@example.test")).isNull();
    }

    @Test
    void changesAtOnceFollowEachOther() {
        Caller.Agent admin = Callers.adminOf(acme.account);
        IntStream.range(0, 8).forEach(n -> define(admin, "{\"key\":\"k%d\",\"type\":\"number\"}".formatted(n)));
        String id = made("{\"name\":\"Ada\"}");
        IntStream.range(0, 8).parallel().forEach(n -> put(id, "{\"custom_attributes\":{\"k%d\":%d}}".formatted(n, n)));
        assertThat(got("/api/customers/" + id).get("data").get("custom_attributes"))
                .hasSize(8);
    }

    private String plan(String condition) {
        return String.join(
                "\n",
                database.sql("EXPLAIN SELECT c.id FROM customer c WHERE c.account_id = '" + acme.account
                                + "' AND c.merged_into IS NULL AND c.erased_at IS NULL AND " + condition
                                + " ORDER BY c.id DESC LIMIT 50")
                        .mapValue(String.class)
                        .all()
                        .collectList()
                        .block());
    }

    private String made(String customer) {
        return made(acme.jane(), customer);
    }

    private String made(Caller caller, String customer) {
        return data(request(caller, HttpMethod.POST, "/api/customers", "{\"customer\":" + customer + "}"))
                .get("id")
                .asString();
    }

    private void define(Caller caller, String attribute) {
        request(caller, HttpMethod.POST, "/api/customer_attributes", "{\"customer_attribute\":" + attribute + "}")
                .expectStatus()
                .isCreated();
    }

    private JsonNode put(String id, String customer) {
        return json(request(acme.jane(), HttpMethod.PUT, "/api/customers/" + id, "{\"customer\":" + customer + "}"));
    }

    private JsonNode post(String id, String act) {
        return json(request(acme.jane(), HttpMethod.POST, "/api/customers/" + id + "/" + act, null));
    }

    private JsonNode got(String uri) {
        return got(acme.jane(), uri);
    }

    private JsonNode got(Caller caller, String uri) {
        return json(request(caller, HttpMethod.GET, uri, null));
    }

    private List<String> ids(String query, Object... values) {
        return json(client.as(acme.jane())
                        .get()
                        .uri("/api/customers" + query, values)
                        .exchange())
                .get("data")
                .valueStream()
                .map(customer -> customer.get("id").asString())
                .toList();
    }

    private String identified(String query) {
        JsonNode id = got("/api/customers/identify?" + query).get("data").get("customer_id");
        return id.isNull() ? null : id.asString();
    }

    private static JsonNode data(ResponseSpec answer) {
        return json(answer).get("data");
    }

    private static JsonNode json(ResponseSpec answer) {
        return WireJson.MAPPER.readTree(answer.expectStatus()
                .is2xxSuccessful()
                .expectBody()
                .returnResult()
                .getResponseBody());
    }

    private ResponseSpec request(Caller caller, HttpMethod method, String uri, String body) {
        var request = client.as(caller).method(method).uri(uri);
        return body == null
                ? request.exchange()
                : request.contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body)
                        .exchange();
    }
}
