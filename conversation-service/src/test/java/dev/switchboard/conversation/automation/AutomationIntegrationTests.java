package dev.switchboard.conversation.automation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated.OwnerChanged;
import dev.switchboard.common.contract.ConversationUpdated.PriorityChanged;
import dev.switchboard.common.contract.ConversationUpdated.StatusChanged;
import dev.switchboard.common.contract.ConversationUpdated.Tagged;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageCreated.Kind;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.DeskClient;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;

@SwitchboardIntegrationTest(ConversationServiceApplication.class)
@TestPropertySource(
        properties = {
            "switchboard.automation.sweep=100ms",
            "switchboard.automation.most-actions=4",
            "switchboard.automation.span=1h"
        })
class AutomationIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    @Autowired
    DatabaseClient database;

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
    void aMessageThatHoldsAWordIsSortedAndExplained() {
        String rule = rule("""
                {"name": "Refunds", "trigger": "message_received",
                 "conditions": [{"field": "text", "operator": "contains", "values": ["refund"]}],
                 "actions": [{"action": "add_tag", "value": "Refund"}, {"action": "set_priority", "value": "high"},
                             {"action": "add_note", "value": "Check the order"}]}
                """);
        UUID other = said("bob", "hello").conversationId();
        MessageCreated question = said("ada", "I want a REFUND");
        UUID conversation = question.conversationId();

        PriorityChanged raised =
                facts.await(PriorityChanged.class, p -> p.conversationId().equals(conversation));
        assertThat(raised.by().kind()).isEqualTo(Author.Kind.SYSTEM);
        assertThat(raised.by().id()).hasToString(rule);
        assertThat(facts.await(Tagged.class, t -> t.conversationId().equals(conversation))
                        .tags())
                .containsExactly("Refund");
        MessageCreated note = facts.await(
                MessageCreated.class, m -> m.conversationId().equals(conversation) && m.kind() == Kind.NOTE);
        assertThat(note.metadata()).containsEntry("automation_rule_id", rule);
        runs(rule, 1)
                .jsonPath("$.data[0].conversation_id")
                .isEqualTo(conversation.toString())
                .jsonPath("$.data[0].cause_id")
                .isEqualTo(question.eventId().toString())
                .jsonPath("$.data[0].outcome")
                .isEqualTo("done")
                .jsonPath("$.data[0].conditions[0].holds")
                .isEqualTo(true)
                .jsonPath("$.data[0].actions[2].done")
                .isEqualTo(true);
        assertThat(facts.told(PriorityChanged.class))
                .noneMatch(p -> p.conversationId().equals(other));
    }

    @Test
    void aNewConversationIsGivenToATeamAndAnswered() {
        String team = admin.created("/api/teams", "{\"team\": {\"name\": \"Night\", \"user_ids\": [2]}}", "$.data.id");
        rule("""
                {"name": "Night", "trigger": "conversation_created",
                 "conditions": [{"field": "channel", "operator": "is", "values": ["web"]}],
                 "actions": [{"action": "hand_over"}, {"action": "assign_team", "value": "%s"},
                             {"action": "send_reply", "value": "We are on it"}]}
                """.formatted(team));
        UUID conversation = said("ada", "hello").conversationId();
        MessageCreated reply = facts.await(
                MessageCreated.class,
                m -> m.conversationId().equals(conversation) && m.body().equals("We are on it"));
        assertThat(reply.author().kind()).isEqualTo(Author.Kind.SYSTEM);
        OwnerChanged given = facts.await(
                OwnerChanged.class, o -> o.conversationId().equals(conversation) && Tenant.OMAR.equals(o.agentName()));
        assertThat(given.owner()).isEqualTo(Owner.QUEUE);
    }

    @Test
    void rulesDoNotChaseEachOther() {
        String opens = rule("""
                {"name": "Open", "trigger": "status_changed",
                 "conditions": [{"field": "status", "operator": "is", "values": ["pending_customer"]}],
                 "actions": [{"action": "set_status", "value": "open"}]}
                """);
        String waits = rule("""
                {"name": "Wait", "trigger": "status_changed",
                 "conditions": [{"field": "status", "operator": "is", "values": ["open"]}],
                 "actions": [{"action": "set_status", "value": "pending_customer"}]}
                """);
        UUID conversation = said("ada", "hello").conversationId();
        jane.put("/api/conversations/" + conversation, "{\"conversation\": {\"status\": \"open\"}}");
        StatusChanged byRule = facts.await(
                StatusChanged.class,
                s -> s.conversationId().equals(conversation) && s.status().equals("pending_customer"));
        assertThat(byRule.by().id()).hasToString(waits);
        // a customer's next message is heard after whatever would have followed
        said("bob", "hello");
        jobsAreDone();
        assertThat(facts.told(StatusChanged.class))
                .filteredOn(s -> s.conversationId().equals(conversation))
                .extracting(StatusChanged::status)
                .containsExactly("open", "pending_customer");
        runs(opens, 0);
        runs(waits, 1);
    }

    @Test
    void aConversationHasEnoughOfRulesInTime() {
        String rule = rule("""
                {"name": "Echo", "trigger": "message_received",
                 "actions": [{"action": "send_reply", "value": "We have your message"},
                             {"action": "add_note", "value": "Told so"}]}
                """);
        Address ada = acme.visitor("ada");
        facts.publish(acme.said(ada, "m-1", "one"), acme.said(ada, "m-2", "two"), acme.said(ada, "m-3", "three"));
        runs(rule, 3)
                .jsonPath("$.data[0].outcome")
                .isEqualTo("limited")
                .jsonPath("$.data[1].outcome")
                .isEqualTo("done")
                .jsonPath("$.data[2].outcome")
                .isEqualTo("done");
        assertThat(facts.told(MessageCreated.class))
                .filteredOn(m -> m.address().equals(ada) && m.body().equals("We have your message"))
                .hasSize(2);
    }

    @Test
    void aFactThatIsDeliveredTwiceRunsARuleOnce() {
        String rule = rule("""
                {"name": "Note", "trigger": "message_received", "actions": [{"action": "add_note", "value": "Seen"}]}
                """);
        MessageCreated question = said("ada", "hello");
        runs(rule, 1);
        facts.publish(question);
        UUID next = said("bob", "hello").conversationId();
        facts.await(MessageCreated.class, m -> m.conversationId().equals(next) && m.kind() == Kind.NOTE);
        jobsAreDone();
        runs(rule, 2);
        assertThat(facts.told(MessageCreated.class))
                .filteredOn(m -> m.conversationId().equals(question.conversationId()) && m.kind() == Kind.NOTE)
                .hasSize(1);
    }

    @Test
    void aCustomerWhoWaitsIsRaisedOnceAndOneWhoIsAnsweredIsNot() {
        String rule = rule("""
                {"name": "Slow", "trigger": "customer_waiting", "wait_minutes": 10,
                 "actions": [{"action": "set_priority", "value": "urgent"}]}
                """);
        MessageCreated waiting = said("ada", "hello");
        MessageCreated answered = said("bob", "hello");
        facts.publish(Tenant.answerTo(answered, "Hello!"));
        facts.await(MessageCreated.class, m -> answered.messageId().equals(m.inReplyTo()));
        Awaitility.await().until(() -> count("SELECT count(*) FROM customer_wait WHERE account_id = $1") == 1);

        // ten minutes pass, for the rule and for the wait
        run("UPDATE automation_rule SET created_at = created_at - interval '1 hour' WHERE account_id = $1");
        run("UPDATE customer_wait SET since = since - interval '11 minutes' WHERE account_id = $1");

        facts.await(PriorityChanged.class, p -> p.conversationId().equals(waiting.conversationId()));
        runs(rule, 1).jsonPath("$.data[0].trigger").isEqualTo("customer_waiting");
    }

    @Test
    void aBrokenPromiseCallsARule() {
        rule("""
                {"name": "Late", "trigger": "sla_breached", "actions": [{"action": "assign_agent", "value": 2}]}
                """);
        admin.created(
                "/api/sla_policies",
                "{\"sla_policy\": {\"name\": \"At once\", \"first_response_seconds\": 1}}",
                "$.data.id");
        UUID conversation = said("ada", "hello").conversationId();
        // on a slow machine the AI's time is over first, and somebody else is asked meanwhile
        OwnerChanged taken = facts.await(
                OwnerChanged.class, o -> o.conversationId().equals(conversation) && Tenant.OMAR.equals(o.agentName()));
        assertThat(taken.owner()).isEqualTo(Owner.AGENT);
    }

    @Test
    void aDryRunSaysWhatWouldBeAndDoesNothing() {
        UUID conversation = said("ada", "hello").conversationId();
        String rule = rule("""
                {"name": "Refunds", "trigger": "message_received", "active": false,
                 "conditions": [{"field": "text", "operator": "contains", "values": ["refund"]},
                                {"field": "status", "operator": "is", "values": ["new"]}],
                 "actions": [{"action": "set_priority", "value": "high"}]}
                """);
        String dry = "/api/automation_rules/" + rule + "/dry_run";
        admin.post(dry, "{\"conversation_id\": \"" + conversation + "\", \"text\": \"a refund\"}")
                .jsonPath("$.data.matches")
                .isEqualTo(true)
                .jsonPath("$.data.conditions[1].actual[0]")
                .isEqualTo("new")
                .jsonPath("$.data.actions[0].action")
                .isEqualTo("set_priority");
        admin.post(dry, "{\"conversation_id\": \"" + conversation + "\", \"text\": \"hello\"}")
                .jsonPath("$.data.matches")
                .isEqualTo(false)
                .jsonPath("$.data.conditions[0].holds")
                .isEqualTo(false);
        admin.get("/api/conversations/" + conversation)
                .jsonPath("$.data.priority")
                .isEqualTo("not_priority");
        runs(rule, 0);
    }

    @Test
    void aMacroIsDoneAsAWholeOrNotAtAll() {
        UUID conversation = said("ada", "hello").conversationId();
        String good = macro("""
                {"name": "Refund", "actions": [{"action": "add_tag", "value": "Refund"},
                    {"action": "send_reply", "value": "Your money is on its way"},
                    {"action": "set_status", "value": "resolved"}]}
                """);
        jane.post("/api/macros/" + good + "/run", "{\"conversation_id\": \"" + conversation + "\"}")
                .jsonPath("$.data.assignee_id")
                .isEqualTo(1);
        MessageCreated reply = facts.await(
                MessageCreated.class,
                m -> m.conversationId().equals(conversation) && m.body().equals("Your money is on its way"));
        assertThat(reply.author().name()).isEqualTo(Tenant.JANE);
        assertThat(reply.metadata()).containsEntry("macro_id", good);

        String team = admin.created("/api/teams", "{\"team\": {\"name\": \"Gone\"}}", "$.data.id");
        String broken = macro("""
                {"name": "Broken", "actions": [{"action": "send_reply", "value": "never said"},
                    {"action": "assign_team", "value": "%s"}]}
                """.formatted(team));
        admin.delete("/api/teams/" + team);
        jane.refused(
                HttpMethod.POST,
                "/api/macros/" + broken + "/run",
                "{\"conversation_id\": \"" + conversation + "\"}",
                400);
        assertThat(facts.told(MessageCreated.class)).noneMatch(m -> m.body().equals("never said"));
        admin.get("/api/conversations/" + conversation)
                .jsonPath("$.data.messages.length()")
                .isEqualTo(2);
    }

    @Test
    void whatIsWrongIsNamedAndWhatIsForeignIsNotFound() {
        Tenant globex = Tenant.settledIn(facts);
        DeskClient stranger = new DeskClient(client, Callers.adminOf(globex.account));
        String act = "\"actions\": [{\"action\": \"hand_over\"}]";
        invalid("{\"trigger\": \"status_changed\", " + act + "}", "name");
        invalid("{\"name\": \"X\", \"trigger\": \"full_moon\", " + act + "}", "trigger");
        invalid("{\"name\": \"X\", \"trigger\": \"customer_waiting\", " + act + "}", "wait_minutes");
        invalid("{\"name\": \"X\", \"trigger\": \"status_changed\", \"actions\": []}", "actions");
        for (String action : List.of(
                "{\"action\": \"explode\"}",
                "{\"action\": \"assign_agent\", \"value\": \"99\"}",
                "{\"action\": \"assign_team\", \"value\": \"" + UUID.randomUUID() + "\"}",
                "{\"action\": \"set_status\", \"value\": \"lost\"}",
                "{\"action\": \"send_reply\", \"value\": \"a\\u0000b\"}")) {
            invalid("{\"name\": \"X\", \"trigger\": \"status_changed\", \"actions\": [" + action + "]}", "actions");
        }
        String broken = "{\"field\": \"mood\", \"operator\": \"is\", \"values\": [\"x\"]}";
        invalid(
                "{\"name\": \"X\", \"trigger\": \"status_changed\", \"conditions\": [" + broken + "], " + act + "}",
                "conditions");
        jane.refused(HttpMethod.POST, "/api/automation_rules", "{}", 403);

        String rule = rule("{\"name\": \"X\", \"trigger\": \"status_changed\", " + act + "}");
        stranger.refused(HttpMethod.GET, "/api/automation_rules/" + rule, "", 404);
        stranger.refused(HttpMethod.GET, "/api/automation_rules/" + rule + "/runs", "", 404);
        stranger.refused(HttpMethod.DELETE, "/api/automation_rules/" + rule, "", 404);
        admin.delete("/api/automation_rules/" + rule);
        admin.get("/api/automation_rules").jsonPath("$.data.length()").isEqualTo(0);
    }

    private void invalid(String rule, String field) {
        admin.invalid(HttpMethod.POST, "/api/automation_rules", "{\"automation_rule\": " + rule + "}", field);
    }

    private String rule(String rule) {
        return admin.created("/api/automation_rules", "{\"automation_rule\": " + rule + "}", "$.data.id");
    }

    private String macro(String macro) {
        return admin.created("/api/macros", "{\"macro\": " + macro + "}", "$.data.id");
    }

    private BodyContentSpec runs(String rule, int expected) {
        String uri = "/api/automation_rules/" + rule + "/runs";
        Awaitility.await()
                .untilAsserted(() -> admin.get(uri).jsonPath("$.data.length()").isEqualTo(expected));
        return admin.get(uri);
    }

    private void jobsAreDone() {
        Awaitility.await().until(() -> count("SELECT count(*) FROM automation_job WHERE account_id = $1") == 0);
    }

    private long count(String sql) {
        Long found = database.sql(sql)
                .bind(0, acme.account)
                .mapValue(Long.class)
                .one()
                .block();
        return found == null ? 0 : found;
    }

    private void run(String sql) {
        database.sql(sql).bind(0, acme.account).then().block();
    }

    private MessageCreated said(String visitor, String text) {
        Address from = acme.visitor(visitor);
        facts.publish(acme.said(from, "m-1", text));
        return facts.await(MessageCreated.class, m -> m.address().equals(from));
    }
}
