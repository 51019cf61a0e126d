package dev.switchboard.conversation.csat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.DeskClient;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SharedIntegrationTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;

@SharedIntegrationTest(ConversationServiceApplication.class)
class CsatIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    Tenant acme;
    DeskClient admin;
    DeskClient jane;
    DeskClient customer;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
        admin = new DeskClient(client, Callers.adminOf(acme.account)).settled(acme);
        jane = new DeskClient(client, acme.jane());
        customer = new DeskClient(client, new Caller.Anonymous());
    }

    @Test
    void aCustomerIsAskedOnceAndAnswersOnce() {
        ask("{\"enabled\": true, \"question\": \"Were we quick?\"}")
                .jsonPath("$.data.enabled")
                .isEqualTo(true);
        UUID conversation = begun(acme.visitor("ada"));
        jane.put("/api/conversations/" + conversation, "{\"conversation\": {\"assignee_id\": 1}}");
        status(conversation, "resolved");
        MessageCreated asked = facts.await(
                MessageCreated.class,
                m -> m.conversationId().equals(conversation)
                        && "csat".equals(m.metadata().get("type")));
        status(conversation, "closed");
        assertThat(asked.body()).isEqualTo("Were we quick?");
        assertThat(asked.author().kind()).isEqualTo(Author.Kind.SYSTEM);
        String survey = "/api/csat/" + asked.metadata().get("csat_token");
        customer.get(survey).jsonPath("$.data.answered").isEqualTo(false);

        customer.invalid(HttpMethod.POST, survey, "{\"score\": 6}", "score");
        customer.invalid(HttpMethod.POST, survey, "{}", "score");
        customer.post(survey, "{\"score\": 5, \"comment\": \"Very \\ud83d\\ude42\"}")
                .jsonPath("$.data.answered")
                .isEqualTo(true);
        customer.refused(HttpMethod.POST, survey, "{\"score\": 1}", 409);

        jane.get("/api/csat/responses")
                .jsonPath("$.data.length()")
                .isEqualTo(1)
                .jsonPath("$.data[0].score")
                .isEqualTo(5)
                .jsonPath("$.data[0].conversation_id")
                .isEqualTo(conversation.toString())
                .jsonPath("$.data[0].user_id")
                .isEqualTo(1);
        jane.get("/api/csat/summary")
                .jsonPath("$.data.answers")
                .isEqualTo(1)
                .jsonPath("$.data.average")
                .isEqualTo(5.0)
                .jsonPath("$.data.counts[4]")
                .isEqualTo(1);
        assertThat(facts.told(MessageCreated.class))
                .filteredOn(m -> m.conversationId().equals(conversation)
                        && "csat".equals(m.metadata().get("type")))
                .hasSize(1);
    }

    @Test
    void anInboxThatDoesNotAskDoesNot() {
        ask("{\"enabled\": true}");
        UUID silent = begun(acme.visitorOfQuietInbox("ada"));
        status(silent, "closed");
        UUID asking = begun(acme.visitor("bob"));
        status(asking, "closed");
        facts.await(
                MessageCreated.class,
                m -> m.conversationId().equals(asking) && m.metadata().containsKey("csat_token"));
        assertThat(facts.told(MessageCreated.class))
                .noneMatch(
                        m -> m.conversationId().equals(silent) && m.metadata().containsKey("csat_token"));
        jane.get("/api/csat/settings").jsonPath("$.data.length()").isEqualTo(1);
        ask("{\"enabled\": false}");
        jane.get("/api/csat/settings").jsonPath("$.data.length()").isEqualTo(0);
    }

    @Test
    void aTokenThatNobodyHasIsNotFoundAndOthersSeeNothing() {
        Tenant globex = Tenant.settledIn(facts);
        DeskClient stranger = new DeskClient(client, Callers.adminOf(globex.account));
        customer.refused(HttpMethod.GET, "/api/csat/nobody-has-this", "", 404);
        customer.refused(HttpMethod.POST, "/api/csat/nobody-has-this", "{\"score\": 5}", 404);
        customer.refused(HttpMethod.GET, "/api/csat/responses", "", 401);
        stranger.get("/api/csat/responses").jsonPath("$.data.length()").isEqualTo(0);
        stranger.refused(
                HttpMethod.PUT, "/api/csat/settings/" + acme.answered, "{\"csat_setting\": {\"enabled\": true}}", 404);
        admin.invalid(HttpMethod.PUT, "/api/csat/settings/" + acme.answered, "{}", "enabled");
        jane.refused(
                HttpMethod.PUT, "/api/csat/settings/" + acme.answered, "{\"csat_setting\": {\"enabled\": true}}", 403);
    }

    private BodyContentSpec ask(String setting) {
        return admin.put("/api/csat/settings/" + acme.answered, "{\"csat_setting\": " + setting + "}");
    }

    private void status(UUID conversation, String status) {
        jane.put("/api/conversations/" + conversation, "{\"conversation\": {\"status\": \"" + status + "\"}}");
    }

    private UUID begun(Address from) {
        facts.publish(acme.said(from, "m-1", "How do I return an item?"));
        return facts.await(MessageCreated.class, m -> m.address().equals(from)).conversationId();
    }
}
