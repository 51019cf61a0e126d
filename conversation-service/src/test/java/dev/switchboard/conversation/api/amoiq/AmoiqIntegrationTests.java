package dev.switchboard.conversation.api.amoiq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.api.Shape;
import dev.switchboard.conversation.api.Wire;
import dev.switchboard.conversation.api.Wire.Answer;
import dev.switchboard.conversation.webchat.Visit;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SharedIntegrationTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

@SharedIntegrationTest(ConversationServiceApplication.class)
class AmoiqIntegrationTests {
    private static final String SAY = "/webchat/message";
    private static final String READ = "/api/chat/messages";

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
    void theSpecificationsMessageIsRecordedInItsSession() {
        Answer said = wire.post(page(), SAY, """
                {"text": "Hello, I need help", "tenantId": "%s", "sessionId": "session-789-abc123",
                 "fingerprint": "a1b2c3d4e5f6g7h8", "userId": "user-456",
                 "userInfo": {"name": "John Doe", "email": "john@example.com", "phone": "+1234567890"},
                 "domain": "example.com", "origin": "https://example.com", "url": "https://example.com/page",
                 "referrer": "https://google.com", "siteId": "site-123"}
                """.formatted(acme.account));
        assertThat(said.status()).isEqualTo(200);
        assertThat(Shape.of(said.body())).isEqualTo("{messageId:text,sessionId:text,success:boolean}");
        assertThat(said.text("sessionId")).isEqualTo("session-789-abc123");
        MessageCreated recorded =
                facts.await(MessageCreated.class, m -> m.messageId().toString().equals(said.text("messageId")));
        assertThat(recorded.address())
                .isEqualTo(
                        new Address(acme.answered, Channel.WEB, "user-456|session-789-abc123", "session-789-abc123"));
        assertThat(recorded.owner()).isEqualTo(Owner.BOT);
        assertThat(recorded.author()).isEqualTo(Author.customer(recorded.customerId(), "John Doe"));
        assertThat(recorded.metadata()).containsEntry("url", "https://example.com/page");
        assertThat(recorded.metadata().get("fingerprint")).isNotEqualTo("a1b2c3d4e5f6g7h8");

        // what comes from the same visitor's socket goes on in the same conversation
        facts.publish(acme.said(recorded.address(), "m-2", "Still there?"));
        assertThat(facts.await(
                        MessageCreated.class,
                        m -> "m-2".equals(m.deduplicationKey()) && m.accountId().equals(acme.account)))
                .extracting(MessageCreated::conversationId, MessageCreated::seq)
                .containsExactly(recorded.conversationId(), 2L);

        Answer history =
                wire.get(page(), READ + "?tenantId=" + acme.account + "&sessionId=session-789-abc123&userId=user-456");
        Shape.assertHas(history.body(), """
                {"messages": [{"id": "msg-123", "text": "Hello", "sender": "user",
                  "timestamp": "2024-01-15T10:30:00.000Z", "sessionId": "session-456", "userId": "user-789"}]}
                """);
        assertThat(history.body()
                        .get("messages")
                        .valueStream()
                        .map(m -> m.get("text").asString()))
                .containsExactly("Hello, I need help", "Still there?");
    }

    @Test
    void whoNamesNoSessionGetsOneThatNobodyGuesses() {
        Answer first = wire.post(page(), SAY, message("Hello", ""));
        Answer second = wire.post(page(), SAY, message("Hello", ""));
        assertThat(first.text("sessionId")).hasSizeGreaterThan(40).isNotEqualTo(second.text("sessionId"));
        assertThat(texts(read(page(), "sessionId=" + first.text("sessionId")))).containsExactly("Hello");
    }

    @Test
    void aHistoryIsOnesOwn() {
        String session = wire.post(page(), SAY, message("Secret", "\"userId\":\"ada\",\"sessionId\":\"s-1\""))
                .text("sessionId");
        assertThat(texts(read(page(), "sessionId=" + session + "&userId=ada"))).containsExactly("Secret");
        for (String other :
                List.of("sessionId=s-1", "sessionId=s-1&userId=eve", "sessionId=s-2&userId=ada", "sessionId=unknown")) {
            Answer refused = read(page(), other);
            assertThat(refused.status()).as(other).isEqualTo(404);
            assertThat(refused.text("code")).isEqualTo("session-not-found");
        }
        assertThat(read(page(), "userId=ada").status()).isEqualTo(400);
        assertThat(read(token("s-2"), "sessionId=s-1&userId=ada").status()).isEqualTo(404);
        assertThat(wire.post(token("s-2"), SAY, message("x", "\"sessionId\":\"s-1\""))
                        .status())
                .isEqualTo(404);
        assertThat(wire.get(new Caller.Anonymous(), READ + "?tenantId=" + acme.account)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void anAnonymousTokensSessionIsItsOwnAlsoWhileItIsEmpty() {
        assertThat(read(token("s-1"), "").body().get("messages")).isEmpty();
        Answer said = wire.post(token("s-1"), SAY, message("Hello", ""));
        assertThat(said.text("sessionId")).isEqualTo("s-1");
        assertThat(texts(read(token("s-1"), "sessionId=s-1"))).containsExactly("Hello");
        assertThat(texts(read(page(), "sessionId=s-1"))).containsExactly("Hello");
    }

    @Test
    void aProvenVisitorHasOneThreadOnAllItsDevices() {
        Caller proven = new Caller.Visitor(acme.account, acme.guarded, "user-42", null, true);
        wire.post(proven, SAY, message("From my phone", ""));
        wire.post(proven, SAY, message("From my desk", ""));
        assertThat(texts(read(proven, ""))).containsExactly("From my phone", "From my desk");
        Caller unproven = new Caller.Visitor(acme.account, acme.guarded, Ids.secret(), null, false);
        assertThat(wire.post(unproven, SAY, message("x", "\"userId\":\"user-42\""))
                        .status())
                .isEqualTo(401);
        Answer forged = wire.post(page(), SAY, message("x", "\"userId\":\"user-42\",\"userHash\":\"00\""));
        assertThat(forged.status()).isEqualTo(401);
        assertThat(forged.text("code")).isEqualTo("invalid-signature");
    }

    @Test
    void aServerVouchesForItsUsersAndTheDeskReadsAny() {
        Caller server = Callers.serverOf(acme.account);
        Answer said = wire.post(server, SAY, message("Hello", "\"userId\":\"user-7\""));
        MessageCreated recorded =
                facts.await(MessageCreated.class, m -> m.messageId().toString().equals(said.text("messageId")));
        assertThat(recorded.address())
                .isEqualTo(Visit.proven(acme.account, acme.answered, "user-7", null)
                        .address());
        assertThat(texts(read(acme.jane(), "userId=user-7"))).containsExactly("Hello");
        wire.post(page(), SAY, message("Hi", "\"userId\":\"ada\",\"sessionId\":\"s-1\""));
        assertThat(texts(read(acme.jane(), "sessionId=s-1&userId=ada"))).containsExactly("Hi");
        assertThat(read(acme.jane(), "sessionId=s-9").text("code")).isEqualTo("session-not-found");
        assertThat(read(acme.jane(), "userId=nobody").text("code")).isEqualTo("user-not-found");
        assertThat(wire.post(acme.jane(), SAY, message("x", "")).status()).isEqualTo(403);
        Tenant globex = Tenant.settledIn(facts, directory);
        assertThat(wire.get(globex.jane(), READ + "?userId=user-7&tenantId=" + globex.account)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aRepeatedMessageIsAnsweredAgainAndRecordedOnce() {
        String hello = message("Hello", "\"sessionId\":\"s-1\",\"id\":\"m-1\"");
        List<String> ids = IntStream.range(0, 8)
                .parallel()
                .mapToObj(_ -> wire.post(page(), SAY, hello))
                .peek(answer -> assertThat(answer.status()).isEqualTo(200))
                .map(answer -> answer.text("messageId"))
                .distinct()
                .toList();
        assertThat(ids).hasSize(1);
        assertThat(texts(read(page(), "sessionId=s-1"))).containsExactly("Hello");
        Answer other = wire.post(page(), SAY, hello.replace("Hello", "Bye"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("code")).isEqualTo("message-id-reused");
        assertThat(wire.post(page(), SAY, hello.replace("s-1", "s-2")).status()).isEqualTo(200);
    }

    @Test
    void aSocketAndARequestThatBeginTogetherLoseNothing() {
        for (int i = 0; i < 10; i++) {
            String session = "both-" + i;
            Address address =
                    Visit.unproven(acme.account, acme.answered, null, session).address();
            IntStream.range(0, 2).parallel().forEach(way -> {
                if (way == 0) {
                    facts.publish(acme.said(address, "m-1", "From the socket"));
                } else {
                    String request = message("By request", "\"sessionId\":\"" + session + "\",\"id\":\"m-2\"");
                    assertThat(wire.post(page(), SAY, request).status()).isEqualTo(200);
                }
            });
            Awaitility.await()
                    .untilAsserted(() -> assertThat(texts(read(page(), "sessionId=" + session)))
                            .containsExactlyInAnyOrder("From the socket", "By request"));
        }
    }

    @Test
    void aLongHistoryIsReadInParts() {
        for (int i = 1; i <= 5; i++) {
            wire.post(page(), SAY, message("m" + i, "\"sessionId\":\"s-1\""));
        }
        Answer latest = read(page(), "sessionId=s-1&limit=2");
        assertThat(texts(latest)).containsExactly("m4", "m5");
        assertThat(latest.body().get("next").isNull()).isTrue();
        Answer earlier = read(
                page(),
                "sessionId=s-1&limit=2&before=" + latest.body().get("previous").asLong());
        assertThat(texts(earlier)).containsExactly("m2", "m3");
        assertThat(texts(read(
                        page(),
                        "sessionId=s-1&limit=2&after="
                                + earlier.body().get("next").asLong())))
                .containsExactly("m4", "m5");
        assertThat(texts(read(page(), "sessionId=s-1&limit=99999999&after=999999999999")))
                .isEmpty();
    }

    @Test
    void whatColleaguesTellEachOtherIsNotShown() {
        Answer said = wire.post(page(), SAY, message("Hello", "\"sessionId\":\"s-1\""));
        UUID id = facts.await(
                        MessageCreated.class, m -> m.messageId().toString().equals(said.text("messageId")))
                .conversationId();
        wire.post(acme.jane(), "/api/tickets/" + id + "/message", "{\"content\":\"VIP\",\"visibility\":\"internal\"}");
        wire.post(acme.jane(), "/api/tickets/" + id + "/message", "{\"content\":\"Hi\"}");
        Answer history = read(page(), "sessionId=s-1");
        assertThat(texts(history)).containsExactly("Hello", "Hi");
        assertThat(history.body().get("messages").get(1).get("sender").asString())
                .isEqualTo("agent");
    }

    @Test
    void aTicketsTokenWritesInNoInboxButThoseForPages() {
        Answer ticket = wire.post(acme.jane(), "/api/tickets/create", """
                {"source":{"channel":"whatsapp"},"customer":{"channel_identity":"+15550100"},"initial_message":"x"}""");
        String id = ticket.text("ticket_id");
        Caller poller = new Caller.Visitor(acme.account, acme.whatsapp, "ticket|" + id, id, true);
        assertThat(wire.post(poller, SAY, message("x", "")).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|missing-tenant-id|*",
                "{\"tenantId\":\"tenant-123\",\"text\":\"x\"}|forbidden|*",
                "{\"tenantId\":\"ACME\"}|invalid-request|text",
                "{\"tenantId\":\"ACME\",\"text\":\" \"}|invalid-request|text",
                "{\"tenantId\":\"ACME\",\"text\":\"a\\u0000\"}|invalid-request|text",
                "{\"tenantId\":\"ACME\",\"text\":\"LONG\"}|invalid-request|text",
                "{\"tenantId\":\"ACME\",\"text\":[\"x\"]}|invalid-request|text",
                "{\"tenantId\":\"ACME\",\"text\":\"x\",\"sessionId\":\"s\\u0000\"}|invalid-request|sessionId",
                "{\"tenantId\":\"ACME\",\"text\":\"x\",\"userInfo\":\"Ada\"}|invalid-request|userInfo",
                "{\"tenantId\":\"ACME\",\"text\":\"x\",\"url\":\"\\ud800\"}|invalid-request|url",
                "{\"tenantId\":\"ACME\",\"text\":\"x\",\"id\":\"IDS\"}|invalid-request|id",
                "[]|invalid-request|*",
            })
    void aWrongMessageIsRefused(String body, String code, String field) {
        String request = body.replace("ACME", acme.account.toString())
                .replace("LONG", "é".repeat(17 * 1024))
                .replace("IDS", "i".repeat(201));
        Answer refused = wire.post(page(), SAY, request);
        assertThat(refused.text("code")).isEqualTo(code);
        if (!field.equals("*")) {
            assertThat(refused.body().get("fields").has(field)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "limit=x,limit",
        "before=-1,before",
        "before=1&after=1,before",
        "after=1e9,after",
        "sessionId=%00,sessionId",
    })
    void aWrongHistoryNamesItsParameter(String query, String field) {
        String session = query.startsWith("sessionId") ? "" : "&sessionId=s-1";
        Answer refused = wire.send(
                page(), HttpMethod.GET, READ + "?tenantId=" + acme.account + session + "&" + query, null, Map.of());
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().get("fields").has(field)).isTrue();
    }

    /// Who has the publishable key.
    private Caller page() {
        return new Caller.Visitor(acme.account, acme.answered, Ids.secret(), null, false);
    }

    /// Who has an anonymous token.
    private Caller token(String session) {
        String identity = Visit.unproven(acme.account, acme.answered, null, session)
                .address()
                .identity();
        return new Caller.Visitor(acme.account, acme.answered, identity, session, false);
    }

    private String message(String text, String more) {
        return "{\"tenantId\":\"%s\",\"text\":%s%s}"
                .formatted(acme.account, WireJson.write(text), more.isEmpty() ? "" : "," + more);
    }

    private Answer read(Caller caller, String query) {
        return wire.get(caller, READ + "?tenantId=" + acme.account + (query.isEmpty() ? "" : "&" + query));
    }

    private static List<String> texts(Answer history) {
        return history.body()
                .get("messages")
                .valueStream()
                .map(message -> message.get("text").asString())
                .toList();
    }
}
