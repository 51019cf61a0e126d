package dev.switchboard.conversation.api.platform;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// The sessions of the platform's Admin API.
@SwitchboardIntegrationTest(ConversationServiceApplication.class)
class PlatformSessionIntegrationTests {
    private static final String ACTIVE = "/api/admin/sessions/active";

    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    @Autowired
    Directory directory;

    Tenant acme;
    Caller admin;
    Wire wire;

    @BeforeEach
    void settle() {
        wire = new Wire(client);
        acme = Tenant.settledIn(facts, directory);
        admin = Callers.adminOf(acme.account);
    }

    @Test
    void theSpecificationsListShowsWhatIsGoingOn() {
        UUID session = opened("+15550101");
        UUID over = opened("+15550102");
        reply(session, "I'll help you with your order.", "public");
        wire.put(acme.jane(), ticket(over), "{\"status\": \"resolved\"}");

        Answer list = wire.get(admin, ACTIVE + "?channel=whatsapp&page=1&limit=10");
        Shape.assertHas(list.body(), """
                {"sessions": [{"id": "session-1234", "customerId": "cust-1234", "customerName": "Ada", "channel": "whatsapp",
                  "status": "with_agent", "agentId": "user-5678", "agentName": "Jane Smith",
                  "startedAt": "2023-07-19T14:30:00.000Z", "lastMessageAt": "2023-07-19T14:45:00.000Z"}],
                 "pagination": {"total": 8, "page": 1, "limit": 10, "pages": 1}}
                """);
        assertThat(ids(list)).containsExactly(session.toString());
        JsonNode shown = list.body().get("sessions").get(0);
        assertThat(shown.get("status").asString()).isEqualTo("with_agent");
        assertThat(shown.get("agentName").asString()).isEqualTo(Tenant.JANE);
        assertThat(shown.get("customerName").asString()).isEqualTo("Ada");
        assertThat(ids(wire.get(admin, ACTIVE + "?channel=sms"))).isEmpty();
        assertThat(ids(wire.get(Callers.serverOf(acme.account, "reports:read"), ACTIVE)))
                .containsExactly(session.toString());
    }

    @Test
    void pagesDoNotRepeat() {
        UUID first = opened("+15550103");
        UUID second = opened("+15550104");
        assertThat(ids(wire.get(admin, ACTIVE + "?limit=1"))).containsExactly(second.toString());
        Answer last = wire.get(admin, ACTIVE + "?limit=1&page=2");
        assertThat(ids(last)).containsExactly(first.toString());
        assertThat(last.body().get("pagination").toString())
                .isEqualTo("{\"total\":2,\"page\":2,\"limit\":1,\"pages\":2}");
    }

    @Test
    void theSpecificationsDetailsShowWhatWasSaidWithoutNotes() {
        UUID session = opened("+15550105");
        reply(session, "I'll help you with your order.", "public");
        reply(session, "A difficult one", "internal");
        Answer details = wire.get(admin, "/api/admin/sessions/" + session);
        Shape.assertHas(details.body(), """
                {"session": {"id": "session-1234", "customerId": "cust-1234",
                  "customerInfo": {"name": "Ada", "email": "ada@example.test", "phone": null},
                  "channel": "whatsapp", "status": "with_agent", "agentId": "user-5678", "agentName": "Jane Smith",
                  "startedAt": "2023-07-19T14:30:00.000Z", "lastMessageAt": "2023-07-19T14:45:00.000Z"},
                 "messages": [{"id": "msg-1234", "text": "Help", "sender": "customer", "timestamp": "2023-07-19T14:30:00.000Z"}]}
                """);
        assertThat(details.body()
                        .get("messages")
                        .valueStream()
                        .map(line -> line.get("sender").asString() + ": "
                                + line.get("text").asString()))
                .containsExactly("customer: Help", "agent: I'll help you with your order.");
        wire.put(acme.jane(), ticket(session), "{\"status\": \"closed\"}");
        assertThat(wire.get(admin, "/api/admin/sessions/" + session)
                        .body()
                        .at("/session/status")
                        .asString())
                .isEqualTo("closed");
    }

    @Test
    void neitherAgentsNorOtherAccountsSeeThem() {
        UUID session = opened("+15550106");
        assertThat(wire.get(acme.jane(), ACTIVE).status()).isEqualTo(403);
        assertThat(wire.get(acme.jane(), "/api/admin/sessions/" + session).status())
                .isEqualTo(403);
        Caller stranger = Callers.adminOf(Tenant.settledIn(facts, directory).account);
        assertThat(wire.get(stranger, "/api/admin/sessions/" + session).status())
                .isEqualTo(404);
        assertThat(ids(wire.get(stranger, ACTIVE))).isEmpty();
        assertThat(wire.get(admin, "/api/admin/sessions/session-1234").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,limit",
        "limit=101,limit",
        "page=0,page",
        "page=1001,page",
        "page=x,page",
        "channel=fax,channel"
    })
    void aWrongPageIsRefusedByName(String query, String field) {
        Answer refused = wire.get(admin, ACTIVE + "?" + query);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().get("fields").has(field)).isTrue();
    }

    private UUID opened(String number) {
        String ticket = wire.post(acme.jane(), "/api/tickets/create", """
                {"source": {"channel": "whatsapp"}, "subject": "Checkout", "initial_message": "Help",
                 "customer": {"channel_identity": "%s", "name": "Ada", "primary_email": "ada@example.test"}}
                """.formatted(number))
                .text("ticket_id");
        return PublicId.TICKET.parse(ticket).orElseThrow();
    }

    private void reply(UUID session, String text, String visibility) {
        Answer told = wire.post(acme.jane(), ticket(session) + "/message", """
                {"content": "%s", "sender_type": "agent", "visibility": "%s"}
                """.formatted(text, visibility));
        assertThat(told.status()).isEqualTo(200);
    }

    private static String ticket(UUID session) {
        return "/api/tickets/" + session;
    }

    private static List<String> ids(Answer list) {
        assertThat(list.status()).isEqualTo(200);
        return list.body()
                .get("sessions")
                .valueStream()
                .map(session -> session.get("id").asString())
                .toList();
    }
}
