package dev.switchboard.conversation.api.netia;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.AuditRecorded;
import dev.switchboard.common.contract.ConversationUpdated.Mentioned;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated.Deleted;
import dev.switchboard.common.contract.MessageUpdated.Edited;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SharedIntegrationTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/// Messages that are rewritten and taken back, notes that name colleagues, and conversations that are shown outside.
@SharedIntegrationTest(ConversationServiceApplication.class)
class NetiaMessageEditIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    Tenant acme;
    Browser jane;
    Browser omar;
    Browser admin;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
        jane = new Browser(client, acme.jane());
        omar = new Browser(client, acme.omar());
        admin = new Browser(client, Callers.adminOf(acme.account));
    }

    @Test
    void anAuthorRewritesItsWordsAndPagesAreTold() {
        MessageCreated question = asked(acme.visitor("ada"));
        JsonNode reply = said(jane, question, "Hi Adda", "reply");
        String uri = uri(reply);
        JsonNode edited = jane.put(uri, "{\"message\":{\"body\":\"Hi Ada\"}}");
        assertThat(edited.get("body").asString()).isEqualTo("Hi Ada");
        assertThat(edited.get("edited_at").isNull()).isFalse();
        assertThat(edited.get("metadata").get("propagated").asBoolean()).isTrue();
        assertThat(edited.get("seq").asLong()).isEqualTo(2);
        Edited told = facts.await(Edited.class, e -> e.messageId().equals(id(reply)));
        assertThat(told.body()).isEqualTo("Hi Ada");
        assertThat(told.kind()).isNull();
        jane.put(uri, "{\"message\":{\"body\":\"Hi Ada\"}}");
        admin.put(uri, "{\"message\":{\"body\":\"Dear Ada\"}}");
        facts.await(
                Edited.class,
                e -> e.accountId().equals(acme.account) && e.body().equals("Dear Ada"));
        assertThat(facts.told(Edited.class).stream()
                        .filter(e -> e.messageId().equals(id(reply)))
                        .map(Edited::body))
                .containsExactly("Hi Ada", "Dear Ada");
    }

    @Test
    void onlyTheAuthorOrAnAdministratorChangesAMessageAndNobodyACustomersWords() {
        MessageCreated question = asked(acme.visitor("ada"));
        JsonNode reply = said(jane, question, "Hi", "reply");
        String body = "{\"message\":{\"body\":\"x\"}}";
        assertThat(omar.status(HttpMethod.PUT, uri(reply), body)).isEqualTo(403);
        assertThat(omar.status(HttpMethod.DELETE, uri(reply), null)).isEqualTo(403);
        Browser visitor =
                new Browser(client, new Caller.Visitor(acme.account, acme.answered, "ada", "session-ada", true));
        String own = "/api/messages/" + question.messageId();
        assertThat(visitor.status(HttpMethod.PUT, own, body)).isEqualTo(403);
        assertThat(visitor.status(HttpMethod.DELETE, own, null)).isEqualTo(403);
        assertThat(jane.status(HttpMethod.PUT, own, body)).isEqualTo(403);
        assertThat(admin.status(HttpMethod.PUT, own, body)).isEqualTo(403);
        assertThat(jane.status(HttpMethod.DELETE, own, null)).isEqualTo(403);
        Browser elsewhere = new Browser(client, Callers.adminOf(Tenant.settledIn(facts).account));
        for (String id : List.of(uri(reply), "/api/messages/" + UUID.randomUUID(), "/api/messages/x")) {
            assertThat(elsewhere.status(HttpMethod.PUT, id, body)).isEqualTo(404);
            assertThat(elsewhere.status(HttpMethod.DELETE, id, null)).isEqualTo(404);
        }
        assertThat(admin.status(HttpMethod.DELETE, own, null)).isEqualTo(204);
        assertThat(facts.told(Edited.class)).noneMatch(e -> e.messageId().equals(id(reply)));
    }

    @Test
    void theAuditLogHearsWhatPeopleDoAndNoWords() {
        MessageCreated question = asked(acme.visitor("ada"));
        JsonNode reply = said(jane, question, "The password is hunter2", "reply");
        jane.put(uri(reply), "{\"message\":{\"body\":\"hunter3\"}}");
        assertThat(jane.status(HttpMethod.DELETE, uri(reply), null)).isEqualTo(204);
        jane.put("/api/conversations/" + question.conversationId(), "{\"conversation\": {\"status\": \"closed\"}}");
        assertThat(admin.status(HttpMethod.POST, "/api/teams", "{\"team\": {\"name\": \"Night\"}}"))
                .isEqualTo(201);
        assertThat(admin.status(HttpMethod.POST, "/api/customers/" + question.customerId() + "/erase", null))
                .isEqualTo(204);

        assertThat(audited("message.deleted").thing().id()).isEqualTo(id(reply).toString());
        assertThat(audited("message.edited").actor().name()).isEqualTo(Tenant.JANE);
        facts.await(
                AuditRecorded.class,
                told -> told.accountId().equals(acme.account)
                        && told.changes().contains(new AuditRecorded.Change("status", null, "closed")));
        assertThat(audited("team.created").thing().name()).isEqualTo("Night");
        assertThat(audited("customer.erased").thing().id())
                .isEqualTo(question.customerId().toString());
        assertThat(facts.told(AuditRecorded.class))
                .noneMatch(told -> told.toString().contains("hunter"));
    }

    private AuditRecorded audited(String action) {
        return facts.await(
                AuditRecorded.class,
                told -> told.accountId().equals(acme.account) && told.action().equals(action));
    }

    @Test
    void aRemovedMessageKeepsItsPlaceWithoutItsWords() {
        MessageCreated question = asked(acme.visitor("ada"));
        JsonNode reply = said(jane, question, "The password is hunter2", "reply");
        assertThat(jane.status(HttpMethod.DELETE, uri(reply), null)).isEqualTo(204);
        assertThat(jane.status(HttpMethod.DELETE, uri(reply), null)).isEqualTo(204);
        assertThat(facts.told(Deleted.class).stream().filter(d -> d.messageId().equals(id(reply))))
                .hasSize(1);
        JsonNode gone = jane.get(uri(reply));
        assertThat(gone.get("body").asString()).isEqualTo("Message removed");
        assertThat(gone.get("deleted_at").isNull()).isFalse();
        assertThat(gone.get("seq").asLong()).isEqualTo(2);
        assertThat(jane.status(HttpMethod.PUT, uri(reply), "{\"message\":{\"body\":\"x\"}}"))
                .isEqualTo(409);
        String feed = new Browser(client, Callers.operator())
                .ask(
                        HttpMethod.POST,
                        "/internal/feeds",
                        "{\"wanted\":[{\"accountId\":\"" + acme.account + "\",\"conversationId\":\""
                                + question.conversationId() + "\",\"after\":0}],\"limit\":25}")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(feed).contains("Message removed").doesNotContain("hunter2");
    }

    @Test
    void whatAProviderHasSentStaysThereAndTheAnswerSaysSo() {
        MessageCreated question = asked(acme.phone("+4915550001"));
        JsonNode reply = said(jane, question, "Hi", "reply");
        assertThat(jane.put(uri(reply), "{\"message\":{\"body\":\"Hello\"}}")
                        .get("metadata")
                        .get("propagated")
                        .asBoolean(true))
                .isFalse();
        JsonNode removed = jane.ask(HttpMethod.DELETE, uri(reply), null)
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody()
                .get("data");
        assertThat(removed.get("metadata").get("propagated").asBoolean(true)).isFalse();
        JsonNode note = said(jane, question, "Internal", "note");
        assertThat(jane.put(uri(note), "{\"message\":{\"body\":\"Very internal\"}}")
                        .get("metadata"))
                .isEmpty();
        assertThat(facts.await(Edited.class, e -> e.messageId().equals(id(note)))
                        .kind())
                .isEqualTo(MessageCreated.Kind.NOTE);
        assertThat(jane.status(HttpMethod.DELETE, uri(note), null)).isEqualTo(204);
        assertThat(facts.await(Deleted.class, d -> d.messageId().equals(id(note)))
                        .kind())
                .isEqualTo(MessageCreated.Kind.NOTE);
    }

    @Test
    void aWrongEditNamesItsField() {
        MessageCreated question = asked(acme.visitor("ada"));
        String uri = uri(said(jane, question, "Hi", "reply"));
        assertThat(jane.fault(HttpMethod.PUT, uri, "{}", "message")).isEqualTo("can't be blank");
        assertThat(jane.fault(HttpMethod.PUT, uri, "{\"message\":{}}", "body")).isEqualTo("can't be blank");
        assertThat(jane.fault(HttpMethod.PUT, uri, "{\"message\":{\"body\":[]}}", "body"))
                .isEqualTo("is invalid");
        assertThat(jane.fault(HttpMethod.PUT, uri, "{\"message\":{\"body\":\"\\u0000\"}}", "body"))
                .isEqualTo("must not contain the character U+0000");
        String megabyte = "{\"message\":{\"body\":\"" + "x".repeat(1 << 20) + "\"}}";
        assertThat(jane.status(HttpMethod.PUT, uri, megabyte)).isIn(400, 413);
        String deep = "{\"message\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + "}";
        assertThat(jane.status(HttpMethod.PUT, uri, deep)).isEqualTo(400);
    }

    @Test
    void aNoteNamesColleaguesUntilTheyHaveReadOn() {
        MessageCreated question = asked(acme.visitor("ada"));
        said(omar, question, "Please look, @Jane. Not mail@jane or @nobody", "note");
        Mentioned told = facts.await(Mentioned.class, m -> m.conversationId().equals(question.conversationId()));
        assertThat(told.userIds()).containsExactly(acme.jane().userId());
        assertThat(told.by().name()).isEqualTo(Tenant.OMAR);
        assertThat(jane.ids("/api/conversations?mentioned=true"))
                .containsExactly(question.conversationId().toString());
        assertThat(omar.ids("/api/conversations?mentioned=true")).isEmpty();
        assertThat(mentioned(jane)).isEqualTo(1);
        JsonNode mention = jane.get("/api/conversations/" + question.conversationId())
                .get("mentions")
                .get(0);
        assertThat(mention.get("user_id").asInt()).isEqualTo(1);
        assertThat(mention.get("seen_at").isNull()).isTrue();
        jane.put("/api/conversations/" + question.conversationId(), "{\"conversation\":{\"read\":true}}");
        assertThat(mentioned(jane)).isZero();

        JsonNode byNumber = omar.post("/api/messages", """
                {"message": {"body": "And this", "type": "note", "conversation_id": "%s", "mentioned_user_ids": [1, 1]}}
                """.formatted(question.conversationId()));
        assertThat(mentioned(jane)).isEqualTo(1);
        omar.ask(HttpMethod.DELETE, uri(byNumber), null).expectStatus().isNoContent();
        assertThat(mentioned(jane)).isZero();
        String unknown = """
                {"message": {"body": "x", "type": "note", "conversation_id": "%s", "mentioned_user_ids": [77]}}
                """.formatted(question.conversationId());
        assertThat(omar.fault(HttpMethod.POST, "/api/messages", unknown, "mentioned_user_ids"))
                .isEqualTo("do not exist");
        assertThat(omar.fault(
                        HttpMethod.POST, "/api/messages", unknown.replace("[77]", "[null]"), "mentioned_user_ids"))
                .isEqualTo("is invalid");
        assertThat(jane.get("/api/messages/count?conversation_id=" + question.conversationId())
                        .get("count")
                        .asLong())
                .isEqualTo(3);
    }

    @Test
    void aLinkShowsWhatWasSaidAndNothingElseUntilItIsTakenBack() {
        MessageCreated question = asked(acme.visitor("ada"));
        said(jane, question, "Hi Ada", "reply");
        said(jane, question, "She is a VIP", "note");
        jane.put(
                "/api/conversations/" + question.conversationId(),
                "{\"conversation\":{\"metadata\":{\"secret\":\"margin\"},\"tags\":[\"whale\"]}}");
        JsonNode link = jane.post("/api/conversations/" + question.conversationId() + "/share", null);
        assertThat(link.get("ok").asBoolean()).isTrue();
        String uri = "/api/conversations/shared?token=" + link.get("token").asString();
        Browser anybody = new Browser(client, new Caller.Anonymous());
        JsonNode shown = anybody.get(uri + "&conversation_id=" + question.conversationId());
        assertThat(shown.get("id").asString())
                .isEqualTo(question.conversationId().toString());
        assertThat(shown.get("messages").valueStream().map(m -> m.get("body").asString()))
                .containsExactly("How do I return an item?", "Hi Ada");
        assertThat(shown.get("messages").get(1).get("user").get("display_name").asString())
                .isEqualTo(Tenant.JANE);
        assertThat(shown.toString())
                .doesNotContain("VIP")
                .doesNotContain("margin")
                .doesNotContain("whale")
                .doesNotContain("ada@example.test")
                .doesNotContain("Lovelace")
                .doesNotContain("jane@acme.test")
                .doesNotContain(question.customerId().toString());

        assertThat(anybody.fault(HttpMethod.GET, "/api/conversations/shared", null, "token"))
                .isEqualTo("can't be blank");
        assertThat(anybody.status(HttpMethod.GET, uri + "x", null)).isEqualTo(404);
        assertThat(anybody.status(HttpMethod.GET, "/api/conversations/shared?token=%00", null))
                .isEqualTo(404);
        assertThat(anybody.status(HttpMethod.GET, uri + "&conversation_id=" + UUID.randomUUID(), null))
                .isEqualTo(404);
        assertThat(jane.status(HttpMethod.DELETE, "/api/conversations/" + question.conversationId() + "/share", null))
                .isEqualTo(204);
        assertThat(anybody.status(HttpMethod.GET, uri, null)).isEqualTo(404);
    }

    private int mentioned(Browser agent) {
        return agent.get("/api/conversations/unread").get("mentioned").asInt();
    }

    private JsonNode said(Browser agent, MessageCreated in, String body, String type) {
        return agent.post(
                "/api/messages",
                "{\"message\":{\"body\":\"%s\",\"type\":\"%s\",\"conversation_id\":\"%s\"}}"
                        .formatted(body, type, in.conversationId()));
    }

    private MessageCreated asked(Address address) {
        Profile profile = new Profile("Ada Lovelace", "ada@example.test", null);
        facts.publish(acme.said(address, "m-1", "How do I return an item?", profile));
        return facts.await(MessageCreated.class, m -> m.address().equals(address));
    }

    private static UUID id(JsonNode message) {
        return UUID.fromString(message.get("id").asString());
    }

    private static String uri(JsonNode message) {
        return "/api/messages/" + message.get("id").asString();
    }
}
