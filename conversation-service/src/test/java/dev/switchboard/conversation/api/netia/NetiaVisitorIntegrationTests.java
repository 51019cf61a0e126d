package dev.switchboard.conversation.api.netia;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/// What a widget does before and beside its socket, without a login.
@SwitchboardIntegrationTest(ConversationServiceApplication.class)
class NetiaVisitorIntegrationTests {
    private static final Caller NOBODY = new Caller.Anonymous();

    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    @Autowired
    Tokens tokens;

    @Autowired
    Directory directory;

    Tenant acme;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts, directory);
    }

    @Test
    void aPageIntroducesItsVisitorBeginsAConversationAndWrites() {
        JsonNode customer = created(NOBODY, "/api/customers", introduction(acme.account));
        UUID customerId = uuid(customer, "id");
        assertThat(customer.get("name").asString()).isEqualTo("Ada");
        assertThat(customer.get("external_id").asString()).isEqualTo("crm-7");
        assertThat(visitor(customer)).isEqualTo(session(customerId, null));
        assertThat(facts.await(
                                CustomerUpdated.Created.class,
                                c -> c.customerId().equals(customerId))
                        .profile()
                        .email())
                .isEqualTo("ada@example.test");

        JsonNode conversation = created(NOBODY, "/api/conversations", beginning(acme.account, customerId));
        UUID id = uuid(conversation, "id");
        assertThat(conversation.get("status").asString()).isEqualTo("open");
        assertThat(conversation.get("messages")).isEmpty();
        assertThat(visitor(conversation)).isEqualTo(session(customerId, id.toString()));
        Address address = new Address(acme.answered, Channel.WEB, customerId.toString(), id.toString());
        ConversationUpdated.Created begun = facts.await(
                ConversationUpdated.Created.class, c -> c.conversationId().equals(id));
        assertThat(begun.address()).isEqualTo(address);
        assertThat(begun.owner()).isEqualTo(Owner.BOT);

        JsonNode message = created(NOBODY, "/api/messages", message(acme.account, id, customerId, "Hello"));
        assertThat(message.get("seq").asLong()).isEqualTo(1);
        assertThat(message.get("customer_id").asString()).isEqualTo(customerId.toString());
        assertThat(message.get("customer").isNull()).isTrue();
        MessageCreated recorded =
                facts.await(MessageCreated.class, m -> m.conversationId().equals(id));
        assertThat(recorded.messageId()).isEqualTo(uuid(message, "id"));
        assertThat(recorded.author()).isEqualTo(Author.customer(customerId, "Ada"));
        assertThat(recorded.address()).isEqualTo(address);

        // what comes from a socket at this address goes on in the same conversation
        facts.publish(acme.said(address, "m-2", "Still there?"));
        assertThat(facts.await(
                        MessageCreated.class,
                        m -> "m-2".equals(m.deduplicationKey()) && m.address().equals(address)))
                .extracting(MessageCreated::conversationId, MessageCreated::customerId, MessageCreated::seq)
                .containsExactly(id, customerId, 2L);
        request(
                        Callers.operator(),
                        HttpMethod.GET,
                        "/internal/conversations/" + id + "/member?customerId=" + customerId,
                        null)
                .expectStatus()
                .isOk();
    }

    @Test
    void onlyTheProvenCustomerReadsItsConversationsAndNoNotesOrAddressesOfTheDesk() {
        JsonNode customer = created(NOBODY, "/api/customers", introduction(acme.account));
        UUID customerId = uuid(customer, "id");
        JsonNode first = created(NOBODY, "/api/conversations", beginning(acme.account, customerId));
        JsonNode second = created(visitor(customer), "/api/conversations", beginning(acme.account, customerId));
        UUID id = uuid(second, "id");
        created(visitor(second), "/api/messages", message(null, id, null, "Hello"));
        created(
                acme.jane(),
                "/api/messages",
                "{\"message\":{\"body\":\"Hi\",\"conversation_id\":\"%s\"}}".formatted(id));
        created(
                acme.jane(),
                "/api/messages",
                "{\"message\":{\"body\":\"VIP\",\"type\":\"note\",\"conversation_id\":\"%s\"}}".formatted(id));

        JsonNode all = history(visitor(customer), customerId);
        assertThat(all).hasSize(2);
        assertThat(all.get(0).get("id").asString()).isEqualTo(id.toString());
        assertThat(all.get(0)
                        .get("messages")
                        .valueStream()
                        .map(m -> m.get("body").asString()))
                .containsExactly("Hello", "Hi");
        assertThat(all.get(0)
                        .get("messages")
                        .get(1)
                        .get("user")
                        .get("display_name")
                        .asString())
                .isEqualTo(Tenant.JANE);
        assertThat(all.toString()).doesNotContain("jane@acme.test");
        JsonNode one = history(visitor(first), customerId);
        assertThat(one).hasSize(1);
        assertThat(one.get(0).get("id").asString()).isEqualTo(first.get("id").asString());
        assertThat(history(acme.jane(), customerId)).hasSize(2);

        String uri = "/api/conversations/customer?customer_id=" + customerId + "&account_id=" + acme.account;
        request(NOBODY, HttpMethod.GET, uri, null).expectStatus().isUnauthorized();
        request(publishable(), HttpMethod.GET, uri, null).expectStatus().isUnauthorized();
        JsonNode other = created(NOBODY, "/api/customers", introduction(acme.account));
        request(visitor(other), HttpMethod.GET, uri, null).expectStatus().isNotFound();
        Tenant globex = Tenant.settledIn(facts, directory);
        assertThat(history(globex.jane(), customerId, globex.account)).isEmpty();
    }

    @Test
    void onlyAProofIdentifiesACustomer() {
        JsonNode customer = created(NOBODY, "/api/customers", introduction(acme.account));
        String known = "external_id=crm-7&email=ada@example.test&account_id=" + acme.account;
        assertThat(identified(NOBODY, known)).isNull();
        assertThat(identified(publishable(), known)).isNull();
        assertThat(identified(visitor(customer), known))
                .isEqualTo(customer.get("id").asString());
        assertThat(identified(visitor(customer), "external_id=somebody-else")).isNull();
        assertThat(identified(visitor(customer), "email=eve@example.test")).isNull();

        Caller signed = new Caller.Visitor(acme.account, acme.answered, "user-42", null, true);
        assertThat(identified(signed, "external_id=user-42")).isNull();
        JsonNode met = created(signed, "/api/customers", introduction(acme.account));
        assertThat(identified(signed, "external_id=user-42"))
                .isEqualTo(met.get("id").asString());
        request(signed, HttpMethod.POST, "/api/customers/identify", "{\"external_id\":\"user-42\",\"name\":\"x\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.data.customer_id")
                .isEqualTo(met.get("id").asString());
        request(NOBODY, HttpMethod.POST, "/api/customers/identify", "{\"email\":\"ada@example.test\"}")
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void aProvenVisitorIsOneCustomerHoweverOftenItIsIntroduced() {
        Caller signed = new Caller.Visitor(acme.account, acme.guarded, "user-7", null, true);
        List<String> ids = IntStream.range(0, 6)
                .parallel()
                .mapToObj(_ -> data(request(signed, HttpMethod.POST, "/api/customers", introduction(acme.account))))
                .map(customer -> customer.get("id").asString())
                .distinct()
                .toList();
        assertThat(ids).hasSize(1);
        JsonNode conversation = created(signed, "/api/conversations", "{\"conversation\":{}}");
        assertThat(conversation.get("customer_id").asString()).isEqualTo(ids.getFirst());
        Caller.Visitor inIt = visitor(conversation);
        assertThat(inIt.identity()).isEqualTo("user-7");
        assertThat(inIt.inboxId()).isEqualTo(acme.guarded);
        created(inIt, "/api/messages", message(null, uuid(conversation, "id"), null, "Hello"));
        request(inIt, HttpMethod.POST, "/api/conversations", "{\"conversation\":{}}")
                .expectStatus()
                .isForbidden();
    }

    @Test
    void anInboxThatDemandsAWidgetTokenTakesNobodyWithout() {
        JsonNode customer = created(NOBODY, "/api/customers", introduction(acme.account));
        UUID customerId = uuid(customer, "id");
        String begin = "{\"conversation\":{\"account_id\":\"%s\",\"customer_id\":\"%s\",\"inbox_id\":\"%s\"}}"
                .formatted(acme.account, customerId, acme.guarded);
        String introduce =
                "{\"customer\":{\"account_id\":\"%s\",\"inbox_id\":\"%s\"}}".formatted(acme.account, acme.guarded);
        request(NOBODY, HttpMethod.POST, "/api/customers", introduce)
                .expectStatus()
                .isUnauthorized();
        request(NOBODY, HttpMethod.POST, "/api/conversations", begin)
                .expectStatus()
                .isUnauthorized();
        // a session of another inbox proves nothing here
        request(visitor(customer), HttpMethod.POST, "/api/conversations", begin)
                .expectStatus()
                .isUnauthorized();
        JsonNode byDesk = created(acme.jane(), "/api/conversations", begin);
        request(NOBODY, HttpMethod.POST, "/api/messages", message(acme.account, uuid(byDesk, "id"), customerId, "x"))
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void anInboxOfOnePageTakesNobodyFromAnother() {
        String introduce =
                "{\"customer\":{\"account_id\":\"%s\",\"inbox_id\":\"%s\"}}".formatted(acme.account, acme.ofOnePage);
        from(Tenant.PAGE, introduce).expectStatus().isCreated();
        from("https://evil.test", introduce).expectStatus().isForbidden();
        // a server has no origin
        request(NOBODY, HttpMethod.POST, "/api/customers", introduce)
                .expectStatus()
                .isCreated();
    }

    @Test
    void aStrangersMessageIsRefusedWhereverItGoes() {
        UUID ada = uuid(created(NOBODY, "/api/customers", introduction(acme.account)), "id");
        JsonNode adas = created(NOBODY, "/api/conversations", beginning(acme.account, ada));
        UUID conversation = uuid(adas, "id");
        JsonNode eve = created(NOBODY, "/api/customers", introduction(acme.account));
        JsonNode eves = created(NOBODY, "/api/conversations", beginning(acme.account, uuid(eve, "id")));
        Tenant globex = Tenant.settledIn(facts, directory);
        List<ResponseSpec> answers = List.of(
                post(NOBODY, message(acme.account, conversation, uuid(eve, "id"), "x")),
                post(NOBODY, message(acme.account, UUID.randomUUID(), ada, "x")),
                post(NOBODY, message(globex.account, conversation, ada, "x")),
                post(visitor(eve), message(null, conversation, ada, "x")),
                post(visitor(eves), message(null, conversation, null, "x")),
                post(session(ada, UUID.randomUUID().toString()), message(null, conversation, ada, "x")));
        answers.forEach(answer -> answer.expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("Not found"));
        post(visitor(eve), message(globex.account, conversation, ada, "x"))
                .expectStatus()
                .isForbidden();
        assertThat(facts.told(MessageCreated.class))
                .noneMatch(m -> m.conversationId().equals(conversation));
        assertThat(post(session(ada, null), message(null, conversation, ada, "mine"))
                        .expectStatus()
                        .isCreated())
                .isNotNull();
    }

    @Test
    void aCustomerOfAChannelIsNotSpokenForByWhoeverKnowsItsId() {
        facts.publish(acme.said(acme.phone("4915550001"), "wamid.1", "Hello"));
        UUID customer = facts.await(MessageCreated.class, m -> "wamid.1".equals(m.deduplicationKey()))
                .customerId();
        request(NOBODY, HttpMethod.POST, "/api/conversations", beginning(acme.account, customer))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.fields.customer_id[0]")
                .isEqualTo("does not exist");
        assertThat(exists(customer)).isFalse();
        assertThat(exists(UUID.randomUUID())).isFalse();
        assertThat(exists(uuid(created(NOBODY, "/api/customers", introduction(acme.account)), "id")))
                .isTrue();
        JsonNode byDesk = created(acme.jane(), "/api/conversations", beginning(acme.account, customer));
        assertThat(byDesk.get("customer_id").asString()).isEqualTo(customer.toString());
    }

    @Test
    void aRepeatedMessageIsAnsweredAgainAndRecordedOnce() {
        UUID customer = uuid(created(NOBODY, "/api/customers", introduction(acme.account)), "id");
        UUID conversation = uuid(created(NOBODY, "/api/conversations", beginning(acme.account, customer)), "id");
        String hello = message(acme.account, conversation, customer, "Hello");
        JsonNode first = data(named("m-1", hello).expectStatus().isCreated());
        JsonNode again = data(named("m-1", hello).expectStatus().isCreated());
        assertThat(again).isEqualTo(first);
        named("m-1", message(acme.account, conversation, customer, "Something else"))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("message-id-reused");
        assertThat(data(named("m-2", hello)).get("seq").asLong()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/customers|{}|customer|can't be blank",
                "/api/customers|{\"customer\":{\"account_id\":\"ACME\",\"name\":\"a\\u0000b\"}}|name|must not contain the character U+0000",
                "/api/customers|{\"customer\":{\"account_id\":\"nonsense\"}}|account_id|is invalid",
                "/api/customers|{\"customer\":{\"account_id\":\"NONE\"}}|account_id|has no inbox for pages",
                "/api/customers|{\"customer\":{\"account_id\":\"ACME\",\"inbox_id\":\"NONE\"}}|inbox_id|is no inbox for pages of this account",
                "/api/customers|{\"customer\":{\"account_id\":\"ACME\",\"inbox_id\":\"PHONE\"}}|inbox_id|is no inbox for pages of this account",
                "/api/conversations|{}|conversation|can't be blank",
                "/api/conversations|{\"conversation\":{\"account_id\":\"ACME\"}}|customer_id|can't be blank",
                "/api/conversations|{\"conversation\":{\"account_id\":\"ACME\",\"customer_id\":\"NONE\"}}|customer_id|does not exist",
                "/api/messages|{\"message\":{\"account_id\":\"ACME\",\"conversation_id\":\"NONE\",\"customer_id\":\"NONE\"}}|body|can't be blank",
                "/api/messages|{\"message\":{\"account_id\":\"ACME\",\"body\":\"x\",\"customer_id\":\"NONE\"}}|conversation_id|can't be blank",
                "/api/messages|{\"message\":{\"account_id\":\"ACME\",\"body\":\"x\",\"conversation_id\":\"NONE\"}}|customer_id|can't be blank",
                "/api/messages|{\"message\":{\"account_id\":\"ACME\",\"body\":\"x\",\"conversation_id\":\"NONE\",\"customer_id\":\"NONE\",\"user_id\":1}}|user_id|is not a visitor's to set",
                "/api/messages|{\"message\":{\"account_id\":\"ACME\",\"body\":\"x\",\"conversation_id\":\"NONE\",\"customer_id\":\"NONE\",\"type\":\"note\"}}|type|is not a visitor's to set",
                "/api/messages|{\"message\":{\"account_id\":\"ACME\",\"body\":\"x\",\"conversation_id\":\"NONE\",\"customer_id\":\"NONE\",\"sent_at\":\"now\"}}|sent_at|is invalid",
            })
    void aWrongRequestNamesItsFields(String uri, String body, String field, String fault) {
        String request = body.replace("ACME", acme.account.toString())
                .replace("NONE", UUID.randomUUID().toString())
                .replace("PHONE", acme.whatsapp.toString());
        request(NOBODY, HttpMethod.POST, uri, request)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.fields." + field + "[0]")
                .isEqualTo(fault);
    }

    @Test
    void theDeskIntroducesCustomersInItsOwnAccountOnly() {
        JsonNode customer = created(acme.jane(), "/api/customers", "{\"customer\":{\"name\":\"Ada\"}}");
        assertThat(customer.has("session_token")).isFalse();
        JsonNode conversation = created(
                Callers.serverOf(acme.account), "/api/conversations", beginning(acme.account, uuid(customer, "id")));
        assertThat(conversation.has("session_token")).isFalse();
        assertThat(conversation.get("customer").get("name").asString()).isEqualTo("Ada");

        Tenant globex = Tenant.settledIn(facts, directory);
        request(globex.jane(), HttpMethod.POST, "/api/customers", introduction(acme.account))
                .expectStatus()
                .isForbidden();
        request(globex.jane(), HttpMethod.POST, "/api/conversations", beginning(globex.account, uuid(customer, "id")))
                .expectStatus()
                .isBadRequest();
        Caller viewer = Callers.agent(acme.account, UUID.randomUUID(), "Vera Viewer", "viewer");
        request(viewer, HttpMethod.POST, "/api/customers", introduction(acme.account))
                .expectStatus()
                .isForbidden();
    }

    @Test
    void anAccountThatWasSwitchedOffTakesNobody() {
        facts.publish(new AccountUpdated.Account(Ids.next(), acme.account, Instant.now(), "Acme", false));
        Awaitility.await().until(() -> !directory.isActive(acme.account));
        request(NOBODY, HttpMethod.POST, "/api/customers", introduction(acme.account))
                .expectStatus()
                .isBadRequest();
    }

    private static String introduction(UUID account) {
        return """
                {"customer": {"account_id": "%s", "name": "Ada", "email": "ada@example.test", "external_id": "crm-7",
                 "browser": "Firefox", "metadata": {"plan": "pro"}}}
                """.formatted(account);
    }

    private static String beginning(UUID account, UUID customer) {
        return "{\"conversation\":{\"account_id\":\"%s\",\"customer_id\":\"%s\"}}".formatted(account, customer);
    }

    private static String message(UUID account, UUID conversation, UUID customer, String body) {
        return "{\"message\":{\"account_id\":%s,\"conversation_id\":\"%s\",\"customer_id\":%s,\"body\":\"%s\"}}"
                .formatted(quoted(account), conversation, quoted(customer), body);
    }

    private static String quoted(UUID id) {
        return id == null ? "null" : "\"" + id + "\"";
    }

    private Caller.Visitor publishable() {
        return new Caller.Visitor(acme.account, acme.answered, Ids.secret(), null, false);
    }

    private Caller.Visitor session(UUID customer, String thread) {
        return new Caller.Visitor(acme.account, acme.answered, customer.toString(), thread, true);
    }

    /// The caller that the gateway makes of an answer's token.
    private Caller.Visitor visitor(JsonNode data) {
        String token = data.get("session_token").asString();
        return (Caller.Visitor) tokens.verify(Tokens.Audience.WIDGET, token);
    }

    private static UUID uuid(JsonNode data, String field) {
        return UUID.fromString(data.get(field).asString());
    }

    private JsonNode created(Caller caller, String uri, String body) {
        EntityExchangeResult<byte[]> answer = request(caller, HttpMethod.POST, uri, body)
                .expectStatus()
                .isCreated()
                .expectBody()
                .returnResult();
        JsonNode data = WireJson.MAPPER.readTree(answer.getResponseBody()).get("data");
        String location = Objects.requireNonNull(answer.getResponseHeaders().getLocation())
                .toString();
        assertThat(location).isEqualTo(uri + "/" + data.get("id").asString());
        assertThat(answer.getResponseHeaders().getFirst("X-Widget-Session"))
                .isEqualTo(data.has("session_token") ? data.get("session_token").asString() : null);
        return data;
    }

    private static JsonNode data(ResponseSpec answer) {
        byte[] body = answer.expectStatus()
                .is2xxSuccessful()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return WireJson.MAPPER.readTree(body).get("data");
    }

    private JsonNode history(Caller caller, UUID customer) {
        return history(caller, customer, acme.account);
    }

    private JsonNode history(Caller caller, UUID customer, UUID account) {
        return data(request(
                caller,
                HttpMethod.GET,
                "/api/conversations/customer?customer_id=" + customer + "&account_id=" + account,
                null));
    }

    private String identified(Caller caller, String query) {
        JsonNode id = data(request(caller, HttpMethod.GET, "/api/customers/identify?" + query, null))
                .get("customer_id");
        return id.isNull() ? null : id.asString();
    }

    private boolean exists(UUID customer) {
        return data(request(
                        NOBODY,
                        HttpMethod.GET,
                        "/api/customers/" + customer + "/exists?account_id=" + acme.account,
                        null))
                .asBoolean();
    }

    private ResponseSpec post(Caller caller, String body) {
        return request(caller, HttpMethod.POST, "/api/messages", body);
    }

    private ResponseSpec named(String key, String body) {
        return client.as(NOBODY)
                .post()
                .uri("/api/messages")
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private ResponseSpec from(String origin, String body) {
        return client.as(NOBODY)
                .post()
                .uri("/api/customers")
                .header(HttpHeaders.ORIGIN, origin)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
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
