package dev.switchboard.conversation.api.omnichannel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated.OwnerChanged;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.api.Shape;
import dev.switchboard.conversation.api.Wire;
import dev.switchboard.conversation.api.Wire.Answer;
import dev.switchboard.conversation.publicid.PublicId;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SharedIntegrationTest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/// What the desk does with tickets.
@SharedIntegrationTest(ConversationServiceApplication.class)
class OmnichannelDeskIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    @Autowired
    Directory directory;

    Tenant acme;
    Wire wire;

    @BeforeEach
    void settle() {
        wire = new Wire(client);
        acme = Tenant.settledIn(facts, directory);
    }

    @Test
    void theSpecificationsUpdateChangesStatusAndPriority() {
        String uri = opened("+15550100");
        Answer updated = wire.put(
                acme.jane(),
                uri,
                "{\"status\": \"resolved\", \"priority\": \"medium\", \"tags\": [\"billing\", \"resolved\"]}");
        assertThat(updated.status()).isEqualTo(200);
        Shape.assertHas(updated.body(), """
                {"ticket_id": "tkt_abc123xyz", "status": "resolved", "priority": "medium", "tags": ["billing", "resolved"],
                 "timeline": [{"message_id": "msg_001", "sender_type": "customer"}]}
                """);
        assertThat(updated.text("status")).isEqualTo("resolved");
        assertThat(updated.text("priority")).isEqualTo("medium");
        assertThat(updated.body().get("tags").toString()).isEqualTo("[\"billing\",\"resolved\"]");
        assertThat(listed("tag=Billing")).containsExactly(updated.text("ticket_id"));
        assertThat(listed("tag=other")).isEmpty();
        assertThat(wire.put(acme.jane(), uri, "{\"tags\": [\"VIP\"]}")
                        .body()
                        .get("tags")
                        .toString())
                .isEqualTo("[\"VIP\"]");
        assertThat(wire.put(acme.jane(), uri, "{\"tags\": []}").body().get("tags"))
                .isEmpty();
        for (String status : List.of("new", "open", "pending_customer", "closed", "OPEN")) {
            assertThat(wire.put(acme.jane(), uri, "{\"status\": \"" + status + "\"}")
                            .text("status"))
                    .isEqualTo(status.toLowerCase(Locale.ROOT));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|No updates provided",
                "''|No updates provided",
                "{\"unknown\":1}|No updates provided",
                "{\"status\":null}|No updates provided",
                "{\"status\":\"done\"}|status is not one of new, open, pending_customer, resolved, closed",
                "{\"priority\":\"asap\"}|priority is not one of low, medium, high, urgent",
                "{\"status\":[\"open\"]}|status is invalid",
                "{\"status\":\"op\\u0000en\"}|status is not one of new, open, pending_customer, resolved, closed",
                "[]|*",
            })
    void aWrongUpdateChangesNothing(String body, String detail) {
        String uri = opened("+15550100");
        Answer before = wire.get(acme.jane(), uri);
        Answer refused = wire.put(acme.jane(), uri, body);
        assertThat(refused.status()).isEqualTo(400);
        if (!detail.equals("*")) {
            assertThat(refused.text("detail")).isEqualTo(detail);
        }
        assertThat(wire.get(acme.jane(), uri).body()).isEqualTo(before.body());
    }

    @Test
    void anAgentsReplyTakesTheTicketAndIsRecordedOnce() {
        String uri = opened("+15550100");
        String reply = """
                {"content": "I've processed your refund.", "sender_type": "agent", "visibility": "public",
                 "attachments": []}
                """;
        Answer answered = named(acme.jane(), uri + "/message", "r-1", reply);
        assertThat(answered.status()).isEqualTo(200);
        Shape.assertHas(answered.body().get("timeline").get(1), """
                {"message_id": "msg_002", "timestamp": "2025-01-19T10:05:00Z", "sender_type": "agent",
                 "content": "I've processed your refund...", "visibility": "public", "agent_id": "agent-uuid"}
                """);
        assertThat(answered.text("assigned_agent_id"))
                .isEqualTo(acme.jane().userId().toString());
        assertThat(named(acme.jane(), uri + "/message", "r-1", reply).body().get("timeline"))
                .hasSize(2);
        assertThat(named(acme.jane(), uri + "/message", "r-1", "{\"content\": \"Something else\"}")
                        .status())
                .isEqualTo(409);

        Answer byServer = wire.post(Callers.serverOf(acme.account), uri + "/message", "{\"content\": \"By API\"}");
        assertThat(byServer.body().get("timeline").get(2).get("agent_id").isNull())
                .isTrue();
        Answer note = wire.post(acme.omar(), uri + "/message", "{\"content\": \"VIP\", \"visibility\": \"internal\"}");
        assertThat(note.body().get("timeline").get(3).get("visibility").asString())
                .isEqualTo("internal");
    }

    @Test
    void whatACustomerSaidElsewhereIsRecordedAsItsOwn() {
        String uri = opened("+15550100");
        wire.put(acme.jane(), uri, "{\"status\": \"pending_customer\"}");
        String said = "{\"content\": \"It works now\", \"sender_type\": \"customer\"}";
        Answer relayed = named(Callers.serverOf(acme.account), uri + "/message", "c-1", said);
        assertThat(relayed.status()).isEqualTo(200);
        assertThat(relayed.text("status")).isEqualTo("open");
        MessageCreated recorded = facts.await(
                MessageCreated.class,
                m -> m.body().equals("It works now") && m.accountId().equals(acme.account));
        assertThat(recorded.author().kind()).isEqualTo(Author.Kind.CUSTOMER);
        assertThat(recorded.address()).isEqualTo(acme.phone("15550100"));

        opened("+15550100");
        assertThat(wire.post(acme.jane(), uri + "/message", said).status()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|content",
                "{\"content\":\"\"}|content",
                "{\"content\":\"a\\u0000\"}|content",
                "{\"content\":7.5e1,\"sender_type\":\"bot\"}|sender_type",
                "{\"content\":\"x\",\"sender_type\":\"system\"}|sender_type",
                "{\"content\":\"x\",\"visibility\":\"secret\"}|visibility",
                "{\"content\":\"x\",\"visibility\":\"internal\",\"sender_type\":\"customer\"}|visibility",
                "{\"content\":\"x\",\"attachments\":\"none\"}|attachments",
                "{\"content\":\"LONG\"}|content",
            })
    void aWrongMessageNamesItsFields(String body, String field) {
        String uri = opened("+15550100");
        Answer answer = wire.post(acme.jane(), uri + "/message", body.replace("LONG", "x".repeat(64 * 1024 + 1)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("fields").has(field)).isTrue();
        assertThat(wire.get(acme.jane(), uri).body().get("timeline")).hasSize(1);
    }

    @Test
    void aTicketIsAssignedAndTakenAway() {
        String uri = opened("+15550100");
        Answer assigned = assign(uri, acme.omar().userId().toString(), null);
        assertThat(assigned.status()).isEqualTo(200);
        Shape.assertHas(assigned.body(), """
                {"success": true, "ticket": {"ticket_id": "tkt_abc123xyz", "assigned_agent_id": "agent-uuid"}}
                """);
        assertThat(assigned.body().get("ticket").get("assigned_agent_id").asString())
                .isEqualTo(acme.omar().userId().toString());
        Answer released = assign(uri, "", null);
        assertThat(released.body().get("ticket").get("assigned_agent_id").isNull())
                .isTrue();
        UUID id = PublicId.TICKET
                .parse(released.body().get("ticket").get("ticket_id").asString())
                .orElseThrow();
        assertThat(facts.await(OwnerChanged.class, o -> o.conversationId().equals(id) && o.owner() == Owner.QUEUE)
                        .agentId())
                .isNull();

        for (String nobody : List.of(
                UUID.randomUUID().toString(),
                "agent-uuid",
                Tenant.settledIn(facts, directory).jane().userId().toString())) {
            Answer refused = assign(uri, nobody, null);
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.text("detail")).isEqualTo("Agent not found");
        }
        assertThat(wire.send(acme.jane(), HttpMethod.PUT, uri + "/assign", null, Map.of())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whoHasSeenAnOlderVersionIsToldTheOwner() {
        String uri = opened("+15550100");
        String seen = wire.get(acme.jane(), uri).headers().get("ETag");
        Answer mine = assign(uri, acme.jane().userId().toString(), seen);
        assertThat(mine.status()).isEqualTo(200);
        Answer late = assign(uri, acme.omar().userId().toString(), seen);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("detail")).contains(acme.jane().userId().toString());
        assertThat(assign(uri, acme.omar().userId().toString(), mine.headers().get("ETag"))
                        .status())
                .isEqualTo(200);
        assertThat(assign(uri, "", "*").status()).isEqualTo(200);
        assertThat(assign(uri, "", "\"x\"").status()).isEqualTo(400);
        assertThat(wire.send(acme.jane(), HttpMethod.PUT, uri, "{\"status\": \"closed\"}", Map.of("If-Match", seen))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void ofTwoAgentsWhoSawTheSameVersionOneGetsTheTicket() {
        String uri = opened("+15550100");
        String seen = wire.get(acme.jane(), uri).headers().get("ETag");
        List<Integer> statuses = IntStream.range(0, 6)
                .parallel()
                .mapToObj(i -> assign(
                        uri, (i % 2 == 0 ? acme.jane() : acme.omar()).userId().toString(), seen))
                .map(Answer::status)
                .sorted()
                .toList();
        assertThat(statuses).containsExactly(200, 409, 409, 409, 409, 409);
    }

    @Test
    void aListIsFilteredAndTurnedPageByPage() {
        List<String> uris =
                IntStream.range(0, 5).mapToObj(i -> opened("+1555010" + i)).toList();
        wire.put(acme.jane(), uris.get(0), "{\"status\": \"resolved\", \"priority\": \"low\"}");
        assign(uris.get(1), acme.omar().userId().toString(), null);
        settledTickets();

        Answer all = wire.get(acme.jane(), "/api/tickets/?page=1&page_size=20");
        Shape.assertHas(all.body(), """
                {"tickets": [{"ticket_id": "tkt_abc123xyz", "created_at": "2025-01-19T10:00:00Z", "status": "open",
                  "priority": "high", "assigned_agent_id": null, "tags": [], "source": {"channel": "whatsapp"},
                  "customer": {"internal_id": "cust_xyz789"}, "subject": "x", "timeline": [{"message_id": "msg_001"}]}],
                 "total_count": 45, "page": 1, "page_size": 20}
                """);
        assertThat(all.body().get("total_count").asLong()).isEqualTo(5);
        assertThat(wire.get(acme.jane(), "/api/tickets").body()).isEqualTo(all.body());

        Set<String> turned = new HashSet<>();
        for (int page = 1; page <= 3; page++) {
            Answer part = wire.get(acme.jane(), "/api/tickets?page_size=2&page=" + page);
            assertThat(part.body().get("page").asInt()).isEqualTo(page);
            assertThat(part.body().get("total_count").asLong()).isEqualTo(5);
            part.body()
                    .get("tickets")
                    .forEach(ticket -> turned.add(ticket.get("ticket_id").asString()));
        }
        assertThat(turned).hasSize(5);
        assertThat(wire.get(acme.jane(), "/api/tickets?page=4&page_size=2")
                        .body()
                        .get("tickets"))
                .isEmpty();
        assertThat(wire.get(acme.jane(), "/api/tickets?page_size=500")
                        .body()
                        .get("page_size")
                        .asInt())
                .isEqualTo(100);

        assertThat(listed("status=resolved")).containsExactly(id(uris.get(0)));
        assertThat(listed("status=open&assigned_agent_id=" + acme.omar().userId()))
                .containsExactly(id(uris.get(1)));
        assertThat(listed("priority=low")).containsExactly(id(uris.get(0)));
        assertThat(listed("status=new")).hasSize(3);
        assertThat(listed("assigned_agent_id=" + UUID.randomUUID())).isEmpty();
        assertThat(listed("status=")).hasSize(5);
        assertThat(wire.get(Tenant.settledIn(facts, directory).jane(), "/api/tickets")
                        .body()
                        .get("total_count")
                        .asLong())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "page=0,page",
        "page=-1,page",
        "page=x,page",
        "page=99999999999999999999,page",
        "page=501,''",
        "page_size=0,page_size",
        "page_size=1e3,page_size",
        "status=done,status",
        "status=%00,status",
        "assigned_agent_id=agent-uuid,assigned_agent_id",
        "priority=%F0%9F%8E%89,priority"
    })
    void aWrongListNamesItsParameter(String query, String field) {
        Answer answer = wire.send(acme.jane(), HttpMethod.GET, "/api/tickets?" + query, null, Map.of());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(field.isEmpty() || answer.body().get("fields").has(field)).isTrue();
    }

    /// Opens a ticket and returns its path.
    private String opened(String number) {
        return "/api/tickets/"
                + wire.post(acme.jane(), "/api/tickets/create", """
                {"source": {"channel": "whatsapp"}, "customer": {"channel_identity": "%s"}, "subject": "Checkout",
                 "initial_message": "Help"}
                """.formatted(number))
                        .text("ticket_id");
    }

    /// An assignment opens a ticket.
    private void settledTickets() {
        assertThat(listed("status=open")).hasSize(1);
    }

    private static String id(String uri) {
        return uri.substring("/api/tickets/".length());
    }

    private List<String> listed(String query) {
        return wire.get(acme.jane(), "/api/tickets?" + query)
                .body()
                .get("tickets")
                .valueStream()
                .map(ticket -> ticket.get("ticket_id").asString())
                .toList();
    }

    private Answer assign(String uri, String agent, String ifMatch) {
        return wire.send(
                acme.jane(),
                HttpMethod.PUT,
                uri + "/assign?agent_id=" + agent,
                null,
                ifMatch == null ? Map.of() : Map.of("If-Match", ifMatch));
    }

    private Answer named(Caller caller, String uri, String key, String body) {
        return wire.send(caller, HttpMethod.POST, uri, body, Map.of("Idempotency-Key", key));
    }
}
