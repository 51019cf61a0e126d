package dev.switchboard.conversation.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.AvailabilityChanged;
import dev.switchboard.common.contract.ConversationUpdated.OwnerChanged;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.PresenceChanged;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.DeskClient;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.TestPropertySource;

/// Who is asked for a conversation, and why. Nobody looks at the queue by the clock here: what happens, happens because
/// something has changed.
@SwitchboardIntegrationTest(ConversationServiceApplication.class)
@TestPropertySource(properties = {"switchboard.assignment.sweep=100ms", "switchboard.assignment.look-again=1h"})
class AssignmentIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    Tenant acme;
    DeskClient admin;
    DeskClient jane;
    DeskClient omar;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
        admin = as(Callers.adminOf(acme.account)).settled(acme);
        jane = as(acme.jane());
        omar = as(acme.omar());
    }

    @Test
    void whoHasEnoughIsPassedOverAndAskedOnceThereIsRoom() {
        policy("default", "{\"policy\": \"least_loaded\", \"capacity\": 1}");
        UUID first = handedOver("ada");
        UUID second = handedOver("bob");
        UUID third = handedOver("eve");
        assertThat(asked(first).agentName()).isEqualTo(Tenant.JANE);
        assertThat(asked(second).agentName()).isEqualTo(Tenant.OMAR);
        admin.get("/api/conversations/" + third + "/queue")
                .jsonPath("$.data.waiting")
                .isEqualTo(true)
                .jsonPath("$.data.position")
                .isEqualTo(1)
                .jsonPath("$.data.reason")
                .isEqualTo("all 2 agents are away or have enough to do");
        admin.get("/api/conversations/" + third + "/assignments")
                .jsonPath("$.data[0].policy")
                .isEqualTo("least_loaded")
                .jsonPath("$.data[0].assignee_id")
                .isEqualTo(null)
                .jsonPath("$.data[0].candidates[0].passed_over")
                .isEqualTo("full")
                .jsonPath("$.data[0].candidates[0].open_conversations")
                .isEqualTo(1);

        omar.put("/api/conversations/" + second, "{\"conversation\": {\"status\": \"closed\"}}");

        OwnerChanged offer = asked(third);
        assertThat(offer.agentName()).isEqualTo(Tenant.OMAR);
        assertThat(offer.owner()).isEqualTo(Owner.QUEUE);
        assertThat(offer.reason()).startsWith("Offered from the queue: ");
        admin.get("/api/conversations/" + third + "/queue")
                .jsonPath("$.data.waiting")
                .isEqualTo(false)
                .jsonPath("$.data.position")
                .isEqualTo(null);
        admin.get("/api/conversations/" + third + "/assignments")
                .jsonPath("$.data.length()")
                .isEqualTo(2)
                .jsonPath("$.data[0].assignee_id")
                .isEqualTo(2);
    }

    @Test
    void whoIsAwayIsPassedOverAndWhoComesBackIsAsked() {
        jane.put("/api/availability", away());
        omar.put("/api/availability", away()).jsonPath("$.data.status").isEqualTo("away");
        AvailabilityChanged told =
                facts.await(AvailabilityChanged.class, a -> a.accountId().equals(acme.account));
        assertThat(told.availability()).isEqualTo(PresenceChanged.Availability.AWAY);
        UUID first = handedOver("ada");
        UUID second = handedOver("bob");
        admin.get("/api/conversations/" + second + "/queue")
                .jsonPath("$.data.position")
                .isEqualTo(2)
                .jsonPath("$.data.reason")
                .isEqualTo("all 2 agents are away");
        admin.get("/api/availability/agents").jsonPath("$.data[1].status").isEqualTo("away");

        omar.put("/api/availability", "{\"availability\": {\"status\": \"available\"}}");

        assertThat(asked(first).agentName()).isEqualTo(Tenant.OMAR);
        assertThat(asked(second).agentName()).isEqualTo(Tenant.OMAR);
        jane.get("/api/availability").jsonPath("$.data.status").isEqualTo("away");
    }

    @Test
    void aCustomerWhoWaitsForSomebodyAwayIsGivenToSomebodyElse() {
        policy("default", "{\"policy\": \"round_robin\", \"requeue_after_seconds\": 1}");
        UUID conversation = handedOver("ada");
        assertThat(asked(conversation).agentName()).isEqualTo(Tenant.JANE);
        post(acme.jane(), conversation, "Let me look");
        facts.await(OwnerChanged.class, o -> o.conversationId().equals(conversation) && o.owner() == Owner.AGENT);
        facts.publish(acme.said(acme.visitor("ada"), "m-2", "Are you there?"));
        facts.await(MessageCreated.class, m -> m.body().equals("Are you there?"));

        jane.put("/api/availability", away());

        OwnerChanged passed = facts.await(
                OwnerChanged.class,
                o -> o.conversationId().equals(conversation) && o.reason().contains("is away"));
        assertThat(passed.agentName()).isEqualTo(Tenant.OMAR);
        assertThat(passed.owner()).isEqualTo(Owner.QUEUE);
        assertThat(passed.reason()).startsWith("Jane Smith is away and the customer has waited for ");
    }

    @Test
    void anAnsweredCustomerStaysWithWhomeverAnswered() {
        policy("default", "{\"policy\": \"round_robin\", \"requeue_after_seconds\": 1}");
        UUID waiting = handedOver("ada");
        UUID answered = handedOver("bob");
        assertThat(asked(answered).agentName()).isEqualTo(Tenant.OMAR);
        post(acme.omar(), answered, "Here you are");
        jane.put("/api/availability", away());
        omar.put("/api/availability", away());
        facts.await(
                OwnerChanged.class,
                o -> o.conversationId().equals(waiting) && o.reason().contains("is away"));
        assertThat(facts.told(OwnerChanged.class))
                .noneMatch(
                        o -> o.conversationId().equals(answered) && o.reason().contains("is away"));
    }

    @Test
    void aTeamsConversationIsForItsMembers() {
        String team =
                admin.created("/api/teams", "{\"team\": {\"name\": \"Billing\", \"user_ids\": [2]}}", "$.data.id");
        UUID conversation = handedOver("ada");
        assertThat(asked(conversation).agentName()).isEqualTo(Tenant.JANE);

        jane.put("/api/conversations/" + conversation + "/team", "{\"team_id\": \"" + team + "\"}")
                .jsonPath("$.data.team_id")
                .isEqualTo(team)
                .jsonPath("$.data.assignee_id")
                .isEqualTo(2);

        OwnerChanged given = facts.await(
                OwnerChanged.class,
                o -> o.conversationId().equals(conversation) && o.reason().contains("Billing"));
        assertThat(given.agentName()).isEqualTo(Tenant.OMAR);
        assertThat(given.by().name()).isEqualTo(Tenant.JANE);
        admin.get("/api/conversations/" + conversation + "/assignments")
                .jsonPath("$.data[0].candidates.length()")
                .isEqualTo(1);
        admin.put("/api/teams/" + team, "{\"team\": {\"user_ids\": [1, 2]}}")
                .jsonPath("$.data.users.length()")
                .isEqualTo(2);
        admin.delete("/api/teams/" + team);
        jane.get("/api/conversations/" + conversation + "/team")
                .jsonPath("$.data.team_id")
                .isEqualTo(null);
    }

    @Test
    void outsideOfBusinessHoursNobodyIsAskedUntilTheyAreOver() {
        DayOfWeek other = Instant.now().atZone(ZoneOffset.UTC).getDayOfWeek().plus(3);
        admin.put("/api/business_hours/default", hours("UTC", other.name(), "09:00", "17:00"))
                .jsonPath("$.data.open_now")
                .isEqualTo(false);
        UUID conversation = handedOver("ada");
        admin.get("/api/conversations/" + conversation + "/queue")
                .jsonPath("$.data.reason")
                .isEqualTo("outside of the business hours");

        admin.delete("/api/business_hours/default");

        assertThat(asked(conversation).agentName()).isEqualTo(Tenant.JANE);
    }

    @Test
    void aNewConversationThatNobodyAnswersIsOfferedWhereTheInboxSaysSo() {
        policy(acme.quiet.toString(), "{\"policy\": \"round_robin\"}");
        MessageCreated question = said(acme.visitorOfQuietInbox("ada"));
        assertThat(asked(question.conversationId()).agentName()).isEqualTo(Tenant.JANE);
    }

    @Test
    void byHandNobodyIsAskedAndWhatTheDeskDoesIsKept() {
        policy("default", "{\"policy\": \"manual\"}");
        UUID conversation = handedOver("ada");
        admin.get("/api/conversations/" + conversation + "/queue")
                .jsonPath("$.data.reason")
                .isEqualTo("conversations are taken by hand here");

        jane.put("/api/conversations/" + conversation, "{\"conversation\": {\"assignee_id\": 2}}");

        admin.get("/api/conversations/" + conversation + "/assignments")
                .jsonPath("$.data[0].assignee_id")
                .isEqualTo(2)
                .jsonPath("$.data[0].reason")
                .isEqualTo("assigned by " + Tenant.JANE);
    }

    @Test
    void whatIsWrongIsNamedAndWhatIsForeignIsNotFound() {
        Tenant globex = Tenant.settledIn(facts);
        DeskClient stranger = as(Callers.adminOf(globex.account));
        String team = admin.created("/api/teams", "{\"team\": {\"name\": \"Billing\"}}", "$.data.id");
        admin.invalid(HttpMethod.POST, "/api/teams", "{\"team\": {\"name\": \"Billing\"}}", "name");
        admin.invalid(HttpMethod.POST, "/api/teams", "{\"team\": {\"name\": \" \"}}", "name");
        admin.invalid(HttpMethod.POST, "/api/teams", "{\"team\": {\"name\": \"X\", \"user_ids\": [99]}}", "user_ids");
        admin.invalid(HttpMethod.POST, "/api/teams", "{}", "team");
        jane.refused(HttpMethod.POST, "/api/teams", "{\"team\": {\"name\": \"X\"}}", 403);
        stranger.refused(HttpMethod.GET, "/api/teams/" + team, "", 404);
        stranger.refused(HttpMethod.PUT, "/api/teams/" + team, "{\"team\": {\"name\": \"X\"}}", 404);
        stranger.refused(HttpMethod.DELETE, "/api/teams/" + team, "", 404);

        String policies = "/api/assignment_policies/";
        admin.invalid(HttpMethod.PUT, policies + "default", body("{\"policy\": \"fairest\"}"), "policy");
        admin.invalid(
                HttpMethod.PUT, policies + "default", body("{\"policy\": \"manual\", \"capacity\": 0}"), "capacity");
        stranger.invalid(
                HttpMethod.PUT,
                policies + "default",
                body("{\"policy\": \"manual\", \"team_id\": \"" + team + "\"}"),
                "team_id");
        stranger.refused(HttpMethod.PUT, policies + acme.quiet, body("{\"policy\": \"manual\"}"), 404);

        String hours = "/api/business_hours/default";
        admin.invalid(HttpMethod.PUT, hours, hours("Mars/Olympus", "monday", "09:00", "17:00"), "time_zone");
        admin.invalid(HttpMethod.PUT, hours, hours("UTC", "someday", "09:00", "17:00"), "hours");
        admin.invalid(HttpMethod.PUT, hours, hours("UTC", "monday", "17:00", "09:00"), "hours");
        jane.invalid(HttpMethod.PUT, "/api/availability", "{\"availability\": {\"status\": \"gone\"}}", "status");

        UUID conversation = handedOver("ada");
        stranger.refused(HttpMethod.GET, "/api/conversations/" + conversation + "/assignments", "", 404);
        stranger.refused(HttpMethod.GET, "/api/conversations/" + conversation + "/queue", "", 404);
        stranger.refused(HttpMethod.PUT, "/api/conversations/" + conversation + "/team", "{}", 404);
    }

    private void policy(String scope, String policy) {
        admin.put("/api/assignment_policies/" + scope, body(policy));
        admin.get("/api/assignment_policies/" + scope).jsonPath("$.data.object").isEqualTo("assignment_policy");
    }

    private static String body(String policy) {
        return "{\"assignment_policy\": " + policy + "}";
    }

    private static String away() {
        return "{\"availability\": {\"status\": \"away\"}}";
    }

    private static String hours(String zone, String day, String from, String to) {
        return """
                {"business_hours": {"time_zone": "%s", "hours": [{"day": "%s", "from": "%s", "to": "%s"}]}}
                """.formatted(zone, day.toLowerCase(Locale.ROOT), from, to);
    }

    private UUID handedOver(String name) {
        MessageCreated question = said(acme.visitor(name));
        facts.publish(acme.asksForPerson(question.address()));
        facts.await(
                MessageCreated.class,
                m -> m.conversationId().equals(question.conversationId()) && m.kind() == MessageCreated.Kind.HANDOVER);
        return question.conversationId();
    }

    private MessageCreated said(Address from) {
        facts.publish(acme.said(from, "m-1", "How do I return an item?"));
        return facts.await(MessageCreated.class, m -> m.address().equals(from));
    }

    /// Somebody is asked to take it.
    private OwnerChanged asked(UUID conversation) {
        return facts.await(OwnerChanged.class, o -> o.conversationId().equals(conversation) && o.agentName() != null);
    }

    private void post(Caller caller, UUID conversation, String text) {
        as(caller)
                .request(HttpMethod.POST, "/api/messages", """
                        {"message": {"conversation_id": "%s", "body": "%s"}}
                        """.formatted(conversation, text))
                .expectStatus()
                .isCreated();
        Awaitility.await()
                .until(() -> facts.told(MessageCreated.class).stream()
                        .anyMatch(m -> m.body().equals(text)));
    }

    private DeskClient as(Caller caller) {
        return new DeskClient(client, caller);
    }
}
