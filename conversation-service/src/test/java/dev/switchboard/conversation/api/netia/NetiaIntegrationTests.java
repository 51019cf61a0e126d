package dev.switchboard.conversation.api.netia;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.ConversationUpdated.OwnerChanged;
import dev.switchboard.common.contract.ConversationUpdated.PriorityChanged;
import dev.switchboard.common.contract.ConversationUpdated.StatusChanged;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated.Seen;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SharedIntegrationTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@SharedIntegrationTest(ConversationServiceApplication.class)
class NetiaIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    Tenant acme;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
    }

    @Test
    void anAgentFindsTheConversationAndAnswers() {
        MessageCreated question = asked("ada");
        get("/api/conversations")
                .jsonPath("$.total")
                .isEqualTo(1)
                .jsonPath("$.data[0].id")
                .isEqualTo(question.conversationId().toString())
                .jsonPath("$.data[0].status")
                .isEqualTo("open")
                .jsonPath("$.data[0].owner")
                .isEqualTo("bot")
                .jsonPath("$.data[0].customer.title")
                .isEqualTo("Ada")
                .jsonPath("$.data[0].messages[0].body")
                .isEqualTo("How do I return an item?");

        post(acme.jane(), question, "Send it back within 30 days")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueMatches("Location", "/api/messages/.+")
                .expectBody()
                .jsonPath("$.data.object")
                .isEqualTo("message")
                .jsonPath("$.data.type")
                .isEqualTo("reply")
                .jsonPath("$.data.private")
                .isEqualTo(false)
                .jsonPath("$.data.user_id")
                .isEqualTo(1)
                .jsonPath("$.data.user.full_name")
                .isEqualTo(Tenant.JANE)
                .jsonPath("$.data.customer_id")
                .isEqualTo(null)
                .jsonPath("$.data.account_id")
                .isEqualTo(acme.account.toString());
        MessageCreated answer = facts.await(
                MessageCreated.class, m -> m.conversationId().equals(question.conversationId()) && m.seq() == 2);
        assertThat(answer.author().name()).isEqualTo(Tenant.JANE);
        assertThat(answer.owner()).isEqualTo(Owner.AGENT);

        get("/api/conversations/" + question.conversationId())
                .jsonPath("$.data.owner")
                .isEqualTo("agent")
                .jsonPath("$.data.assignee_id")
                .isEqualTo(1)
                .jsonPath("$.data.messages.length()")
                .isEqualTo(2)
                .jsonPath("$.data.messages[0].customer.name")
                .isEqualTo("Ada");
    }

    @Test
    void theGatewayReadsAllThatMayHaveChangedInAConversation() {
        MessageCreated question = asked("ada");
        String uri = "/internal/conversations/" + question.conversationId() + "?accountId=";
        request(Callers.operator(), HttpMethod.GET, uri + acme.account, null)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.id")
                .isEqualTo(question.conversationId().toString())
                .jsonPath("$.status")
                .isEqualTo("open")
                .jsonPath("$.read")
                .isEqualTo(false)
                .jsonPath("$.seq")
                .isEqualTo(1)
                .jsonPath("$.version")
                .isEqualTo(2)
                .jsonPath("$.tags")
                .isArray()
                .jsonPath("$.mentions")
                .isArray()
                .jsonPath("$.messages")
                .doesNotExist()
                .jsonPath("$.customer")
                .doesNotExist();
        request(Callers.operator(), HttpMethod.GET, uri + UUID.randomUUID(), null)
                .expectStatus()
                .isNotFound();
        request(acme.jane(), HttpMethod.GET, uri + acme.account, null)
                .expectStatus()
                .isForbidden();
    }

    @Test
    void aServerAnswersToo() {
        MessageCreated question = asked("ada");
        post(Callers.serverOf(acme.account), question, "Your parcel has left")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.data.user_id")
                .isEqualTo(null)
                .jsonPath("$.data.user.display_name")
                .isEqualTo("API");
    }

    @Test
    void anIdempotencyKeyMakesARepeatHarmless() {
        MessageCreated question = asked("ada");
        String first = posted(question, "key-1", "Hello")
                .expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        String again = posted(question, "key-1", "Hello")
                .expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(again).isEqualTo(first);
        posted(question, "key-1", "Something else")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("message-id-reused");
        get("/api/messages?conversation_id=" + question.conversationId())
                .jsonPath("$.total")
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|message|can't be blank",
                "{\"message\":{\"conversation_id\":\"%s\"}}|body|can't be blank",
                "{\"message\":{\"body\":\"x\"}}|conversation_id|can't be blank",
                "{\"message\":{\"body\":\"x\",\"conversation_id\":\"nonsense\"}}|conversation_id|is invalid",
                "{\"message\":{\"body\":\"x\",\"conversation_id\":\"%s\",\"type\":\"shout\"}}|type|is invalid",
                "{\"message\":{\"body\":{\"$gt\":\"\"},\"conversation_id\":\"%s\"}}|body|is invalid",
                "{\"message\":\"x\"}|message|is invalid",
            })
    void aWrongMessageNamesItsFields(String body, String field, String fault) {
        String id = UUID.randomUUID().toString();
        client.as(acme.jane())
                .post()
                .uri("/api/messages")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body.replace("%s", id))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.fields." + field + "[0]")
                .isEqualTo(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "[1,2", "", "null", "42"})
    void whatIsNoJsonObjectIsAnInvalidRequest(String body) {
        client.as(acme.jane())
                .post()
                .uri("/api/messages")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void jsonOfTenThousandLevelsIsAnInvalidRequestWhereverItStands() {
        String array = "[".repeat(10_000) + "]".repeat(10_000);
        String object = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
        for (String deep : List.of(array, object)) {
            whatIsNoJsonObjectIsAnInvalidRequest(deep);
            whatIsNoJsonObjectIsAnInvalidRequest("{\"message\":" + deep + "}");
            whatIsNoJsonObjectIsAnInvalidRequest("{\"message\":{\"body\":" + deep + "}}");
            whatIsNoJsonObjectIsAnInvalidRequest("{\"message\":{\"body\":\"x\",\"unknown\":" + deep + "}}");
        }
    }

    @Test
    void aBodyOfMoreThan64KilobytesIsRefused() {
        MessageCreated question = asked("ada");
        post(acme.jane(), question, "ä".repeat(33_000))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.fields.body[0]")
                .isEqualTo("should be at most 65536 byte(s)");
    }

    @Test
    void whoWritesAndWhereIsNotTheBodysToSay() {
        MessageCreated question = asked("ada");
        client.as(acme.jane())
                .post()
                .uri("/api/messages")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("""
                        {"message": {"body": "x", "conversation_id": "%s", "user_id": 2, "account_id": "%s",
                         "seq": 99, "created_at": "2001-01-01T00:00:00Z", "id": "%s"}}
                        """.formatted(question.conversationId(), UUID.randomUUID(), UUID.randomUUID()))
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.data.user_id")
                .isEqualTo(1)
                .jsonPath("$.data.account_id")
                .isEqualTo(acme.account.toString())
                .jsonPath("$.data.seq")
                .isEqualTo(2);
    }

    @Test
    void anotherAccountsConversationIsAsAbsentAsNone() {
        MessageCreated foreign = asked("ada");
        Caller.Agent mallory = Tenant.settledIn(facts).jane();
        for (UUID id : List.of(foreign.conversationId(), UUID.randomUUID())) {
            List<ResponseSpec> answers = List.of(
                    request(mallory, HttpMethod.GET, "/api/conversations/" + id, null),
                    request(mallory, HttpMethod.PUT, "/api/conversations/" + id, "{\"conversation\":{\"read\":true}}"),
                    request(mallory, HttpMethod.POST, "/api/conversations/" + id + "/hand_back", null),
                    request(mallory, HttpMethod.GET, "/api/messages?conversation_id=" + id, null),
                    request(mallory, HttpMethod.GET, "/api/messages/" + foreign.messageId(), null),
                    post(mallory, id, "Let me in"));
            answers.forEach(answer -> answer.expectStatus()
                    .isNotFound()
                    .expectBody()
                    .jsonPath("$.detail")
                    .isEqualTo("Not found")
                    .jsonPath("$.code")
                    .isEqualTo("not-found"));
        }
        request(mallory, HttpMethod.GET, "/api/conversations", null)
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo(0);
        request(mallory, HttpMethod.GET, "/api/conversations/nonsense", null)
                .expectStatus()
                .isNotFound();
        assertThat(facts.told(MessageCreated.class)).noneMatch(m -> m.body().equals("Let me in"));
    }

    @Test
    void visitorsAndStrangersDoNotUseTheDesk() {
        Caller visitor = Callers.visitor(acme.account, acme.answered, "ada", "session-ada");
        Caller viewer = new Caller.Agent(
                acme.account, UUID.randomUUID(), 9, "Vera", "vera@acme.test", "viewer", UUID.randomUUID());
        request(visitor, HttpMethod.GET, "/api/conversations", null)
                .expectStatus()
                .isForbidden();
        post(visitor, UUID.randomUUID(), "x").expectStatus().isBadRequest();
        post(new Caller.Anonymous(), UUID.randomUUID(), "x").expectStatus().isUnauthorized();
        post(viewer, UUID.randomUUID(), "x").expectStatus().isForbidden();
        request(viewer, HttpMethod.GET, "/api/conversations", null)
                .expectStatus()
                .isOk();
        request(new Caller.Anonymous(), HttpMethod.GET, "/api/conversations", null)
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void theListIsReadPageByPageInBothDirections() {
        List<String> visitors = List.of("a", "b", "c", "d", "e");
        List<String> newestFirst = new ArrayList<>();
        visitors.forEach(
                visitor -> newestFirst.addFirst(asked(visitor).conversationId().toString()));

        Page first = page("/api/conversations?limit=2");
        assertThat(first.ids()).isEqualTo(newestFirst.subList(0, 2));
        assertThat(first.previous()).isNull();
        Page second = page("/api/conversations?limit=2&after=" + first.next());
        assertThat(second.ids()).isEqualTo(newestFirst.subList(2, 4));
        Page third = page("/api/conversations?limit=2&after=" + second.next());
        assertThat(third.ids()).isEqualTo(newestFirst.subList(4, 5));
        assertThat(third.next()).isNull();
        Page back = page("/api/conversations?limit=2&before=" + third.previous());
        assertThat(back.ids()).isEqualTo(second.ids());
        assertThat(page("/api/conversations?limit=2&before=" + back.previous()).ids())
                .isEqualTo(first.ids());
        request(acme.jane(), HttpMethod.GET, "/api/conversations?after=nonsense", null)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.fields.after[0]")
                .isEqualTo("is no cursor of this list");
    }

    @Test
    void theDeskClosesRaisesAndReads() {
        MessageCreated question = asked("ada");
        put(question, "{\"conversation\":{\"status\":\"closed\",\"priority\":\"priority\",\"read\":true}}")
                .jsonPath("$.data.status")
                .isEqualTo("closed")
                .jsonPath("$.data.priority")
                .isEqualTo("priority")
                .jsonPath("$.data.read")
                .isEqualTo(true);
        UUID id = question.conversationId();
        assertThat(facts.await(StatusChanged.class, s -> s.conversationId().equals(id))
                        .status())
                .isEqualTo("closed");
        assertThat(facts.await(PriorityChanged.class, p -> p.conversationId().equals(id))
                        .priority())
                .isEqualTo("high");
        assertThat(facts.await(Seen.class, s -> s.conversationId().equals(id)).seq())
                .isEqualTo(1);
        get("/api/conversations?status=open").jsonPath("$.total").isEqualTo(0);
        get("/api/conversations?status=closed").jsonPath("$.total").isEqualTo(1);

        // the customer's next message opens it again, in the same conversation
        facts.publish(acme.said(question.address(), "m-2", "One more thing"));
        facts.await(MessageCreated.class, m -> m.conversationId().equals(id) && m.seq() == 2);
        get("/api/conversations?status=open").jsonPath("$.data[0].read").isEqualTo(false);
    }

    @Test
    void anAssigneeOwnsTheConversationUntilItIsReleased() {
        MessageCreated question = asked("ada");
        put(question, "{\"conversation\":{\"assignee_id\":2}}")
                .jsonPath("$.data.assignee_id")
                .isEqualTo(2)
                .jsonPath("$.data.owner")
                .isEqualTo("agent");
        put(question, "{\"conversation\":{\"priority\":\"urgent\"}}")
                .jsonPath("$.data.assignee_id")
                .isEqualTo(2);
        get("/api/conversations?assignee_id=2").jsonPath("$.total").isEqualTo(1);
        get("/api/conversations?assignee_id=1").jsonPath("$.total").isEqualTo(0);
        put(question, "{\"conversation\":{\"assignee_id\":null}}")
                .jsonPath("$.data.assignee_id")
                .isEqualTo(null)
                .jsonPath("$.data.owner")
                .isEqualTo("queue");
        assertThat(facts.await(
                                OwnerChanged.class,
                                o -> o.conversationId().equals(question.conversationId()) && o.owner() == Owner.QUEUE)
                        .leaseEpoch())
                .isEqualTo(3);
        request(
                        acme.jane(),
                        HttpMethod.PUT,
                        "/api/conversations/" + question.conversationId(),
                        "{\"conversation\":{\"assignee_id\":77}}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.fields.assignee_id[0]")
                .isEqualTo("does not exist");
    }

    @Test
    void anAgentHandsBackWhereABotAnswers() {
        MessageCreated question = asked("ada");
        post(acme.jane(), question, "I am Jane").expectStatus().isCreated();
        request(acme.jane(), HttpMethod.POST, "/api/conversations/" + question.conversationId() + "/hand_back", null)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.data.owner")
                .isEqualTo("bot");
        MessageCreated quiet = asked(acme.visitorOfQuietInbox("eve"));
        request(acme.jane(), HttpMethod.POST, "/api/conversations/" + quiet.conversationId() + "/hand_back", null)
                .expectStatus()
                .isEqualTo(409);
    }

    @Test
    void messagesAreReadFromEitherEnd() {
        Address ada = acme.visitor("ada");
        for (int m = 1; m <= 5; m++) {
            facts.publish(acme.said(ada, "m-" + m, "message " + m));
        }
        MessageCreated last = facts.await(MessageCreated.class, m -> m.address().equals(ada) && m.seq() == 5);
        String uri = "/api/messages?limit=2&conversation_id=" + last.conversationId();
        get(uri).jsonPath("$.data[1].seq").isEqualTo(2).jsonPath("$.next").isEqualTo("2");
        get(uri + "&after=4")
                .jsonPath("$.data[0].seq")
                .isEqualTo(5)
                .jsonPath("$.next")
                .isEqualTo(null);
        get(uri + "&before=3")
                .jsonPath("$.data[0].seq")
                .isEqualTo(1)
                .jsonPath("$.previous")
                .isEqualTo(null);
        request(acme.jane(), HttpMethod.GET, "/api/messages", null)
                .expectStatus()
                .isBadRequest();
    }

    private record Page(List<String> ids, String next, String previous) {}

    private record PageBody(List<Item> data, String next, String previous) {
        record Item(String id) {}
    }

    private Page page(String uri) {
        PageBody body = request(acme.jane(), HttpMethod.GET, uri, null)
                .expectStatus()
                .isOk()
                .expectBody(PageBody.class)
                .returnResult()
                .getResponseBody();
        return new Page(body.data().stream().map(PageBody.Item::id).toList(), body.next(), body.previous());
    }

    private MessageCreated asked(String visitor) {
        return asked(acme.visitor(visitor));
    }

    private MessageCreated asked(Address address) {
        facts.publish(acme.said(address, "m-1", "How do I return an item?", new Profile("Ada", null, null)));
        return facts.await(MessageCreated.class, m -> m.address().equals(address));
    }

    private BodyContentSpec get(String uri) {
        return request(acme.jane(), HttpMethod.GET, uri, null)
                .expectStatus()
                .isOk()
                .expectBody();
    }

    private BodyContentSpec put(MessageCreated in, String body) {
        return request(acme.jane(), HttpMethod.PUT, "/api/conversations/" + in.conversationId(), body)
                .expectStatus()
                .isOk()
                .expectBody();
    }

    private ResponseSpec post(Caller caller, MessageCreated in, String body) {
        return post(caller, in.conversationId(), body);
    }

    private ResponseSpec post(Caller caller, UUID conversation, String body) {
        return request(caller, HttpMethod.POST, "/api/messages", message(conversation, body));
    }

    private ResponseSpec posted(MessageCreated in, String key, String body) {
        return client.as(acme.jane())
                .post()
                .uri("/api/messages")
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(message(in.conversationId(), body))
                .exchange();
    }

    private static String message(UUID conversation, String body) {
        return "{\"message\":{\"body\":\"%s\",\"conversation_id\":\"%s\"}}".formatted(body, conversation);
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
