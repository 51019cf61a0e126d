package dev.switchboard.conversation.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.ConversationUpdated.SlaBreached;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.DeskClient;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.TestPropertySource;

@SwitchboardIntegrationTest(ConversationServiceApplication.class)
@TestPropertySource(properties = "switchboard.sla.sweep=100ms")
class SlaIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    Tenant acme;
    DeskClient admin;
    DeskClient jane;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
        admin = new DeskClient(client, Callers.adminOf(acme.account)).settled(acme);
        jane = new DeskClient(client, acme.jane());
    }

    @Test
    void aPromiseThatIsNotKeptIsToldOnce() {
        policy("{\"name\": \"At once\", \"first_response_seconds\": 1}");
        UUID conversation = begun(acme.visitor("ada"));

        SlaBreached breach =
                facts.await(SlaBreached.class, b -> b.conversationId().equals(conversation));

        assertThat(breach.target()).isEqualTo("first_response");
        assertThat(breach.policyName()).isEqualTo("At once");
        assertThat(breach.occurredAt()).isAfterOrEqualTo(breach.dueAt());
        state(conversation, "first_response", "breached");
        state(conversation, "resolution", "none");
        UUID other = begun(acme.visitor("bob"));
        facts.await(SlaBreached.class, b -> b.conversationId().equals(other));
        assertThat(facts.told(SlaBreached.class))
                .filteredOn(b -> b.conversationId().equals(conversation))
                .hasSize(1);
    }

    @Test
    void aReplyKeepsTheFirstPromiseAndClosingTheSecond() {
        policy("{\"name\": \"Soon\", \"first_response_seconds\": 600, \"resolution_seconds\": 7200}");
        UUID conversation = begun(acme.visitor("ada"));
        state(conversation, "first_response", "running");
        jane.request(
                        HttpMethod.POST,
                        "/api/messages",
                        "{\"message\": {\"conversation_id\": \"" + conversation + "\", \"body\": \"Here you are\"}}")
                .expectStatus()
                .isCreated();
        state(conversation, "first_response", "met");
        state(conversation, "resolution", "running");
        jane.put("/api/conversations/" + conversation, status("pending_customer"));
        state(conversation, "resolution", "paused");
        jane.put("/api/conversations/" + conversation, status("resolved"));
        state(conversation, "resolution", "met");
        jane.put("/api/conversations/" + conversation, status("open"));
        state(conversation, "resolution", "running");
    }

    @Test
    void whileTheCustomerIsAskedNothingIsBroken() {
        policy("{\"name\": \"Quick\", \"resolution_seconds\": 2}");
        UUID resting = begun(acme.visitor("ada"));
        jane.put("/api/conversations/" + resting, status("pending_customer"));
        state(resting, "resolution", "paused");
        UUID running = begun(acme.visitor("bob"));
        facts.await(SlaBreached.class, b -> b.conversationId().equals(running));
        assertThat(facts.told(SlaBreached.class))
                .noneMatch(b -> b.conversationId().equals(resting));
        jane.put("/api/conversations/" + resting, status("open"));
        facts.await(SlaBreached.class, b -> b.conversationId().equals(resting));
    }

    @Test
    void aPriorityBringsItsOwnPromise() {
        policy("{\"name\": \"Urgent\", \"priority\": \"urgent\", \"first_response_seconds\": 600}");
        UUID conversation = begun(acme.visitor("ada"));
        admin.get(sla(conversation)).jsonPath("$.data.policy_id").isEqualTo(null);
        jane.put("/api/conversations/" + conversation, "{\"conversation\": {\"priority\": \"urgent\"}}");
        state(conversation, "first_response", "running");
        admin.get(sla(conversation)).jsonPath("$.data.policy_name").isEqualTo("Urgent");
    }

    @Test
    void aPolicyThatGoesTakesItsOpenPromisesWithIt() {
        String id = policy("{\"name\": \"Later\", \"first_response_seconds\": 3600}");
        UUID conversation = begun(acme.visitor("ada"));
        state(conversation, "first_response", "running");
        admin.put("/api/sla_policies/" + id, body("{\"name\": \"Much later\", \"first_response_seconds\": 7200}"))
                .jsonPath("$.data.name")
                .isEqualTo("Much later");
        admin.get(sla(conversation)).jsonPath("$.data.policy_name").isEqualTo("Later");
        admin.delete("/api/sla_policies/" + id);
        state(conversation, "first_response", "none");
        admin.get("/api/sla_policies").jsonPath("$.data.length()").isEqualTo(0);
    }

    @Test
    void whatIsWrongIsNamedAndWhatIsForeignIsNotFound() {
        Tenant globex = Tenant.settledIn(facts);
        DeskClient stranger = new DeskClient(client, Callers.adminOf(globex.account));
        String id = policy("{\"name\": \"Soon\", \"first_response_seconds\": 600}");
        String all = "/api/sla_policies";
        admin.invalid(HttpMethod.POST, all, body("{\"first_response_seconds\": 1}"), "name");
        admin.invalid(HttpMethod.POST, all, body("{\"name\": \"X\"}"), "first_response_seconds");
        admin.invalid(HttpMethod.POST, all, body("{\"name\": \"X\", \"resolution_seconds\": 0}"), "resolution_seconds");
        admin.invalid(
                HttpMethod.POST,
                all,
                body("{\"name\": \"X\", \"resolution_seconds\": 1, \"priority\": \"asap\"}"),
                "priority");
        admin.invalid(
                HttpMethod.POST,
                all,
                body("{\"name\": \"X\", \"resolution_seconds\": 1, \"inbox_id\": \"" + globex.quiet + "\"}"),
                "inbox_id");
        jane.refused(HttpMethod.POST, all, body("{\"name\": \"X\", \"resolution_seconds\": 1}"), 403);
        stranger.refused(HttpMethod.GET, all + "/" + id, "", 404);
        stranger.refused(HttpMethod.DELETE, all + "/" + id, "", 404);
        UUID conversation = begun(acme.visitor("ada"));
        stranger.refused(HttpMethod.GET, sla(conversation), "", 404);
    }

    private String policy(String policy) {
        return admin.created("/api/sla_policies", body(policy), "$.data.id");
    }

    private static String body(String policy) {
        return "{\"sla_policy\": " + policy + "}";
    }

    private static String status(String status) {
        return "{\"conversation\": {\"status\": \"" + status + "\"}}";
    }

    private static String sla(UUID conversation) {
        return "/api/conversations/" + conversation + "/sla";
    }

    private void state(UUID conversation, String promise, String state) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> admin.get(sla(conversation))
                        .jsonPath("$.data." + promise + ".state")
                        .isEqualTo(state));
    }

    private UUID begun(Address from) {
        facts.publish(acme.said(from, "m-1", "How do I return an item?"));
        return facts.await(MessageCreated.class, m -> m.address().equals(from)).conversationId();
    }
}
