package dev.switchboard.conversation.api.omnichannel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.HandoverRequested;
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
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.r2dbc.core.DatabaseClient;

@SwitchboardIntegrationTest(ConversationServiceApplication.class)
class ChatbotIntegrationTests {
    private static final String SECRET = "demo-chatbot-secret";
    private static final Caller NOBODY = new Caller.Anonymous();
    private static final String REQUEST = """
            {"session_id": "chat_session_xyz", "customer_email": "user@example.com", "customer_name": "Jane Smith",
             "subject": "Account locked",
             "initial_message": "I've tried resetting my password 3 times but my account is still locked",
             "priority": "high", "tags": ["account_access"]}
            """;

    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    @Autowired
    Directory directory;

    @Autowired
    DatabaseClient database;

    Tenant acme;
    Wire wire;

    @BeforeEach
    void settle() {
        wire = new Wire(client);
        acme = Tenant.settledIn(facts, directory);
        assertThat(connect(acme.account, SECRET).status()).isEqualTo(204);
    }

    @Test
    void theSpecificationsHandOverAsksForAPerson() {
        Answer handed = signed(REQUEST);
        assertThat(handed.status()).isEqualTo(200);
        assertThat(Shape.of(handed.body())).isEqualTo("{message:text,success:boolean,ticket_id:text}");
        String id = handed.text("ticket_id");
        assertThat(handed.text("message")).isEqualTo("Ticket #" + id + " created. An agent will respond shortly.");

        Answer ticket = wire.get(acme.jane(), "/api/tickets/" + id);
        assertThat(ticket.text("status")).isEqualTo("open");
        assertThat(ticket.text("priority")).isEqualTo("high");
        assertThat(ticket.text("subject")).isEqualTo("Account locked");
        assertThat(ticket.body().get("tags").toString()).isEqualTo("[\"account_access\"]");
        assertThat(ticket.body().get("source").toString())
                .isEqualTo(
                        "{\"channel\":\"chatbot\",\"origin_platform_id\":\"chat_session_xyz\",\"is_bot_handoff\":true}");
        assertThat(ticket.body().get("customer").get("primary_email").asString())
                .isEqualTo("user@example.com");
        assertThat(ticket.body().get("assigned_agent_id").isNull()).isFalse();
        UUID conversation = PublicId.TICKET.parse(id).orElseThrow();
        assertThat(facts.await(HandoverRequested.class, h -> h.conversationId().equals(conversation))
                        .by())
                .isEqualTo(Author.Kind.CUSTOMER);
    }

    @Test
    void whatTheBotAndTheCustomerSaidBeforeComesFirst() {
        String matter = "I've tried resetting my password 3 times but my account is still locked";
        Answer handed = signed(REQUEST.replace("\"tags\": [\"account_access\"]", """
                "transcript": [{"role": "user", "content": "Hi"}, {"sender": "bot", "text": "Hello! How can I help?"},
                 {"role": "assistant", "content": "Try a reset", "timestamp": "2025-01-19T10:00:00Z"},
                 {"role": "user", "content": "%s"}]""".formatted(matter)));
        UUID id = PublicId.TICKET.parse(handed.text("ticket_id")).orElseThrow();
        Answer ticket = wire.get(acme.jane(), "/api/tickets/" + id);
        assertThat(ticket.body()
                        .get("timeline")
                        .valueStream()
                        .limit(4)
                        .map(line -> line.get("sender_type").asString() + ": "
                                + line.get("content").asString()))
                .containsExactly(
                        "customer: Hi", "bot: Hello! How can I help?", "bot: Try a reset", "customer: " + matter);
        assertThat(ticket.body().get("timeline")).hasSize(5);
        MessageCreated byBot =
                facts.await(MessageCreated.class, m -> m.conversationId().equals(id) && m.seq() == 2);
        assertThat(byBot.owner()).isEqualTo(Owner.QUEUE);
        assertThat(byBot.metadata()).containsEntry("sentOutside", "true");
    }

    @Test
    void theSameSessionIsOneTicket() {
        List<String> ids = IntStream.range(0, 6)
                .parallel()
                .mapToObj(_ -> signed(REQUEST))
                .peek(answer -> assertThat(answer.status()).isEqualTo(200))
                .map(answer -> answer.text("ticket_id"))
                .distinct()
                .toList();
        assertThat(ids).hasSize(1);
        Answer other = signed(REQUEST.replace("3 times", "4 times"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("detail")).contains("chat_session_xyz");
        assertThat(signed(REQUEST.replace("session_xyz", "session_abc")).text("ticket_id"))
                .isNotEqualTo(ids.getFirst());
    }

    @Test
    void whoProvesNothingOpensNothing() {
        String signature = sign(REQUEST, SECRET);
        String uri = "/api/webhooks/chatbot?account_id=" + acme.account;
        for (Map<String, String> proof : List.of(
                Map.<String, String>of(),
                Map.of("X-Switchboard-Signature", sign(REQUEST, "another")),
                Map.of("X-Switchboard-Signature", sign(REQUEST + " ", SECRET)),
                Map.of("X-Switchboard-Signature", signature.substring(7)),
                Map.of("X-Switchboard-Signature", ""))) {
            Answer refused = wire.send(NOBODY, HttpMethod.POST, uri, REQUEST, proof);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.text("code")).isEqualTo("invalid-signature");
        }
        Tenant globex = Tenant.settledIn(facts);
        String foreign = "/api/webhooks/chatbot?account_id=" + globex.account;
        Map<String, String> proof = Map.of("X-Switchboard-Signature", signature);
        assertThat(wire.send(NOBODY, HttpMethod.POST, foreign, REQUEST, proof).status())
                .isEqualTo(401);
        assertThat(wire.send(NOBODY, HttpMethod.POST, "/api/webhooks/chatbot?account_id=x", REQUEST, proof)
                        .status())
                .isEqualTo(401);
        connect(globex.account, "globex");
        assertThat(wire.send(NOBODY, HttpMethod.POST, "/api/webhooks/chatbot", REQUEST, proof)
                        .status())
                .isEqualTo(401);
        assertThat(wire.post(acme.jane(), "/api/webhooks/chatbot", REQUEST).status())
                .isEqualTo(403);
        assertThat(wire.get(acme.jane(), "/api/tickets")
                        .body()
                        .get("total_count")
                        .asLong())
                .isZero();
    }

    @Test
    void aSecretKeyServesToo() {
        Answer handed = wire.post(Callers.serverOf(acme.account), "/api/webhooks/chatbot", REQUEST);
        assertThat(handed.status()).isEqualTo(200);
        assertThat(signed(REQUEST).text("ticket_id")).isEqualTo(handed.text("ticket_id"));
    }

    @Test
    void theOnlyBotNeedNotNameItsAccount() {
        database.sql("DELETE FROM chatbot WHERE account_id <> $1")
                .bind(0, acme.account)
                .then()
                .block();
        Map<String, String> proof = Map.of("X-Switchboard-Signature", sign(REQUEST, SECRET));
        assertThat(wire.send(NOBODY, HttpMethod.POST, "/api/webhooks/chatbot", REQUEST, proof)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theSecretIsNowhereInClear() {
        assertThat(database.sql("SELECT secret FROM chatbot WHERE account_id = $1")
                        .bind(0, acme.account)
                        .mapValue(String.class)
                        .one()
                        .block())
                .doesNotContain(SECRET);
        assertThat(wire.put(acme.jane(), "/internal/accounts/" + acme.account + "/chatbot", "{\"secret\":\"x\"}")
                        .status())
                .isEqualTo(403);
        assertThat(connect(acme.account, " ").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|session_id",
                "{\"session_id\":\"s\"}|initial_message",
                "{\"session_id\":\"s\\u0000\",\"initial_message\":\"x\"}|session_id",
                "{\"session_id\":\"s\",\"initial_message\":\"x\",\"priority\":\"now\"}|priority",
                "{\"session_id\":\"s\",\"initial_message\":\"x\",\"transcript\":{}}|transcript",
                "{\"session_id\":\"s\",\"initial_message\":\"x\",\"transcript\":[null]}|transcript[0].role",
                "{\"session_id\":\"s\",\"initial_message\":\"x\",\"transcript\":[{\"role\":\"cat\",\"content\":\"x\"}]}|transcript[0].role",
                "{\"session_id\":\"s\",\"initial_message\":\"x\",\"transcript\":[{\"role\":\"user\"}]}|transcript[0].content",
            })
    void aWrongRequestNamesItsFields(String body, String field) {
        Answer refused = signed(body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().get("fields").has(field)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "null", "[]", "{", "7"})
    void whatIsNoObjectIsRefused(String body) {
        assertThat(signed(body).status()).isEqualTo(400);
    }

    private Answer connect(UUID account, String secret) {
        return wire.put(
                Callers.operator(), "/internal/accounts/" + account + "/chatbot", "{\"secret\":\"" + secret + "\"}");
    }

    private Answer signed(String body) {
        return wire.send(
                NOBODY,
                HttpMethod.POST,
                "/api/webhooks/chatbot?account_id=" + acme.account,
                body,
                Map.of("X-Switchboard-Signature", sign(body, SECRET)));
    }

    private static String sign(String body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
