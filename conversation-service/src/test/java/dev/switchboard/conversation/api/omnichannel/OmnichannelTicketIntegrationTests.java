package dev.switchboard.conversation.api.omnichannel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.identity.Tokens;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

/// Tickets as other systems open and poll them.
@SharedIntegrationTest(ConversationServiceApplication.class)
class OmnichannelTicketIntegrationTests {
    private static final String CREATE = "/api/tickets/create";
    /// The specification's request, and its answer.
    private static final String REQUEST = """
            {"source": {"channel": "whatsapp", "origin_platform_id": "+15550100", "is_bot_handoff": false},
             "customer": {"internal_id": "", "name": "John Doe", "primary_email": "john@example.com",
              "channel_identity": "+15550100"},
             "subject": "Cannot complete checkout", "initial_message": "I'm getting an error when trying to pay",
             "priority": "high", "tags": ["billing", "checkout"]}
            """;

    private static final String EXAMPLE = """
            {"ticket_id": "tkt_abc123xyz", "created_at": "2025-01-19T10:00:00Z", "updated_at": "2025-01-19T10:00:00Z",
             "status": "new", "priority": "high", "assigned_agent_id": null, "tags": ["billing", "checkout"],
             "source": {"channel": "whatsapp", "origin_platform_id": "+15550100", "is_bot_handoff": false},
             "customer": {"internal_id": "cust_xyz789", "name": "John Doe", "primary_email": "john@example.com",
              "channel_identity": "+15550100"},
             "subject": "Cannot complete checkout",
             "timeline": [{"message_id": "msg_001", "timestamp": "2025-01-19T10:00:00Z", "sender_type": "customer",
              "content": "I'm getting an error when trying to pay", "content_type": "text", "visibility": "public"}]}
            """;

    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    @Autowired
    Tokens tokens;

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
    void theSpecificationsTicketIsHeldWhereItsChannelReachesTheCustomer() {
        Answer created = wire.post(acme.jane(), CREATE, REQUEST);
        assertThat(created.status()).isEqualTo(201);
        Shape.assertHas(created.body(), EXAMPLE);
        assertThat(Shape.of(created.body()))
                .isEqualTo("{assigned_agent_id:null,created_at:text,"
                        + "customer:{channel_identity:text,internal_id:text,name:text,primary_email:text},"
                        + "message_count:number,number:number,poll_token:text,priority:text,"
                        + "source:{channel:text,is_bot_handoff:boolean,origin_platform_id:text},"
                        + "status:text,subject:text,tags:[text],ticket_id:text,"
                        + "timeline:[{agent_id:null,attachments:[],content:text,content_type:text,message_id:text,"
                        + "sender_type:text,seq:number,timestamp:text,visibility:text}],"
                        + "updated_at:text,version:number}");
        assertThat(created.headers().get("Location")).isEqualTo("/api/tickets/" + created.text("ticket_id"));
        assertThat(created.text("status")).isEqualTo("new");
        assertThat(created.text("priority")).isEqualTo("high");
        assertThat(created.body().get("source").get("origin_platform_id").asString())
                .isEqualTo("+15550100");
        assertThat(created.body().get("customer").get("internal_id").asString()).matches("cust_[0-9a-v]{26}");

        UUID id = ticket(created);
        ConversationUpdated.Created begun = facts.await(
                ConversationUpdated.Created.class, c -> c.conversationId().equals(id));
        assertThat(begun.subject()).isEqualTo("Cannot complete checkout");
        assertThat(begun.address()).isEqualTo(acme.phone("15550100"));
        assertThat(begun.owner()).isEqualTo(Owner.BOT);
        MessageCreated first =
                facts.await(MessageCreated.class, m -> m.conversationId().equals(id));
        assertThat(first.seq()).isEqualTo(1);
        assertThat(first.author()).isEqualTo(Author.customer(begun.customerId(), "John Doe"));
        assertThat(facts.await(
                                ConversationUpdated.PriorityChanged.class,
                                p -> p.conversationId().equals(id))
                        .priority())
                .isEqualTo("high");
        assertThat(facts.await(
                                CustomerUpdated.Created.class,
                                c -> c.customerId().equals(begun.customerId()))
                        .profile()
                        .email())
                .isEqualTo("john@example.com");

        // what the customer writes next belongs to the ticket
        facts.publish(acme.said(acme.phone("15550100"), "wamid-1", "Hello?"));
        assertThat(facts.await(
                        MessageCreated.class,
                        m -> m.accountId().equals(acme.account) && "wamid-1".equals(m.deduplicationKey())))
                .extracting(MessageCreated::conversationId, MessageCreated::seq)
                .containsExactly(id, 2L);
        Answer read = wire.get(acme.jane(), "/api/tickets/" + id);
        Shape.assertHas(read.body(), EXAMPLE);
        assertThat(read.body().get("timeline")).hasSize(2);
        assertThat(read.text("ticket_id")).isEqualTo(created.text("ticket_id"));
        assertThat(read.body().has("poll_token")).isFalse();
        assertThat(wire.get(acme.jane(), "/api/tickets/" + created.text("ticket_id") + "/")
                        .body())
                .isEqualTo(read.body());
    }

    @Test
    void aNewTicketTakesTheAddressOfTheOneBefore() {
        UUID first = ticket(wire.post(acme.jane(), CREATE, REQUEST));
        Answer second = wire.post(acme.jane(), CREATE, REQUEST.replace("checkout", "login"));
        assertThat(ticket(second)).isNotEqualTo(first);
        assertThat(second.body().get("timeline")).hasSize(1);
        facts.publish(acme.said(acme.phone("15550100"), "wamid-2", "And now?"));
        assertThat(facts.await(
                                MessageCreated.class,
                                m -> "wamid-2".equals(m.deduplicationKey())
                                        && m.accountId().equals(acme.account))
                        .conversationId())
                .isEqualTo(ticket(second));
        Answer tickets = wire.get(
                acme.jane(),
                "/api/customers/"
                        + second.body().get("customer").get("internal_id").asString() + "/tickets?limit=20");
        Shape.assertHas(tickets.body(), """
                [{"ticket_id": "tkt_001", "subject": "...", "status": "resolved", "created_at": "2025-01-15T10:00:00Z"}]
                """);
        assertThat(tickets.body().valueStream().map(t -> t.get("ticket_id").asString()))
                .containsExactly(second.text("ticket_id"), PublicId.TICKET.of(first));
    }

    @Test
    void aTicketThatNoChannelReachesIsHeldInTheInboxForPages() {
        String mail = REQUEST.replace("whatsapp", "email").replace("+15550100", "John@Example.com");
        UUID first = ticket(wire.post(acme.jane(), CREATE, mail));
        Address address = begun(first).address();
        assertThat(address.inboxId()).isEqualTo(acme.answered);
        assertThat(address.channel()).isEqualTo(Channel.WEB);
        assertThat(address.thread()).isEqualTo(first.toString());
        Answer again = wire.post(acme.jane(), CREATE, mail.replace("John@Example.com", "john@example.com"));
        assertThat(begun(ticket(again)).customerId()).isEqualTo(begun(first).customerId());
        assertThat(again.body().get("source").get("channel").asString()).isEqualTo("email");

        String known = REQUEST.replace(
                "\"internal_id\": \"\"",
                "\"internal_id\": \"" + PublicId.CUSTOMER.of(begun(first).customerId()) + "\"");
        Answer reached = wire.post(acme.jane(), CREATE, known);
        assertThat(reached.status()).isEqualTo(201);
        assertThat(begun(ticket(reached)).customerId()).isEqualTo(begun(first).customerId());
        assertThat(begun(ticket(reached)).address()).isEqualTo(acme.phone("15550100"));
        Answer stranger = wire.post(acme.jane(), CREATE, "{\"initial_message\": \"Hi\"}");
        String other = known.replace(
                PublicId.CUSTOMER.of(begun(first).customerId()),
                stranger.body().get("customer").get("internal_id").asString());
        assertThat(wire.post(acme.jane(), CREATE, other)
                        .body()
                        .get("fields")
                        .get("customer.channel_identity")
                        .get(0)
                        .asString())
                .isEqualTo("belongs to another customer");
    }

    @Test
    void aTicketsTokenOpensItAndNothingElse() {
        Answer created = wire.post(acme.jane(), CREATE, REQUEST);
        Caller poller = tokens.verify(Tokens.Audience.WIDGET, created.text("poll_token"));
        String uri = "/api/tickets/" + created.text("ticket_id");
        assertThat(wire.get(poller, uri).text("subject")).isEqualTo("Cannot complete checkout");
        Answer status = wire.get(poller, uri + "/status");
        assertThat(Shape.of(status.body()))
                .isEqualTo(
                        "{has_agent_reply:boolean,last_agent_message:null,last_updated:text,status:text,ticket_id:text}");
        assertThat(status.body().get("has_agent_reply").asBoolean()).isFalse();

        wire.post(acme.jane(), uri + "/message", "{\"content\": \"VIP\", \"visibility\": \"internal\"}");
        wire.post(acme.jane(), uri + "/message", "{\"content\": \"Refunded\", \"sender_type\": \"agent\"}");
        Shape.assertHas(wire.get(poller, uri + "/status").body(), """
                {"ticket_id": "tkt_abc123xyz", "status": "open", "last_updated": "2025-01-19T10:05:00Z",
                 "has_agent_reply": true, "last_agent_message": {"message_id": "msg_002",
                 "timestamp": "2025-01-19T10:05:00Z", "content": "I've processed your refund..."}}
                """);
        assertThat(contents(wire.get(poller, uri)))
                .containsExactly("I'm getting an error when trying to pay", "Refunded");
        assertThat(contents(wire.get(acme.jane(), uri)))
                .containsExactly("I'm getting an error when trying to pay", "VIP", "Refunded");

        String other = "/api/tickets/" + wire.post(acme.jane(), CREATE, REQUEST).text("ticket_id");
        assertThat(wire.get(poller, other).status()).isEqualTo(404);
        assertThat(wire.get(poller, other + "/status").status()).isEqualTo(404);
        assertThat(wire.put(poller, uri, "{\"status\": \"closed\"}").status()).isEqualTo(403);
        assertThat(wire.post(poller, uri + "/message", "{\"content\": \"x\"}").status())
                .isEqualTo(403);
        assertThat(wire.get(poller, "/api/tickets/").status()).isEqualTo(403);
        assertThat(wire.get(new Caller.Anonymous(), uri).status()).isEqualTo(401);
        // a visitor cannot make such a token of a session that it names itself
        Caller.Visitor forged = new Caller.Visitor(
                acme.account,
                acme.answered,
                "ticket|" + ticket(created),
                ticket(created).toString(),
                false);
        assertThat(wire.get(forged, uri).status()).isEqualTo(404);
    }

    @Test
    void aPageOpensTicketsForStrangersOnly() {
        Caller page = new Caller.Visitor(acme.account, acme.answered, Ids.secret(), null, false);
        Answer tagged = wire.post(page, CREATE, REQUEST);
        assertThat(tagged.body().get("fields").get("tags").get(0).asString()).isEqualTo("are not a visitor's to set");
        String request = REQUEST.replace("\"billing\", \"checkout\"", "");
        Answer created = wire.post(page, CREATE, request);
        assertThat(created.status()).isEqualTo(201);
        assertThat(begun(ticket(created)).address().inboxId()).isEqualTo(acme.answered);
        UUID customer = begun(ticket(created)).customerId();
        assertThat(begun(ticket(wire.post(page, CREATE, request))).customerId()).isNotEqualTo(customer);
        String claimed = request.replace("\"internal_id\": \"\"", "\"internal_id\": \"" + customer + "\"");
        assertThat(wire.post(page, CREATE, claimed).status()).isEqualTo(400);
        Caller guarded = new Caller.Visitor(acme.account, acme.guarded, Ids.secret(), null, false);
        assertThat(wire.post(guarded, CREATE, request).status()).isEqualTo(401);
        assertThat(wire.post(new Caller.Anonymous(), CREATE, REQUEST).status()).isEqualTo(401);
        Caller viewer = Callers.agent(acme.account, UUID.randomUUID(), "Vera Viewer", "viewer");
        assertThat(wire.post(viewer, CREATE, REQUEST).status()).isEqualTo(403);
    }

    @Test
    void aNamedRequestOpensOneTicketHoweverOftenItComes() {
        Caller jane = acme.jane();
        List<String> ids = IntStream.range(0, 8)
                .parallel()
                .mapToObj(_ -> named(jane, "k-1", REQUEST))
                .peek(answer -> assertThat(answer.status()).isEqualTo(201))
                .map(answer -> answer.text("ticket_id"))
                .distinct()
                .toList();
        assertThat(ids).hasSize(1);
        assertThat(named(jane, "k-1", REQUEST).body().get("timeline")).hasSize(1);
        assertThat(named(jane, "k-1", REQUEST.replace("pay", "log in")).status())
                .isEqualTo(409);
        assertThat(named(acme.omar(), "k-1", REQUEST).text("ticket_id")).isNotEqualTo(ids.getFirst());
        String byId = REQUEST.replaceFirst("\\{", "{\"id\": \"k-2\", ");
        assertThat(wire.post(jane, CREATE, byId).text("ticket_id"))
                .isEqualTo(wire.post(jane, CREATE, byId).text("ticket_id"));
    }

    @Test
    void manyTicketsOfOneNewCustomerAtOnceAreOneCustomers() {
        List<UUID> customers = IntStream.range(0, 6)
                .parallel()
                .mapToObj(_ -> wire.post(acme.jane(), CREATE, REQUEST))
                .peek(answer -> assertThat(answer.status()).isEqualTo(201))
                .map(answer -> begun(ticket(answer)).customerId())
                .distinct()
                .toList();
        assertThat(customers).hasSize(1);
    }

    @Test
    void aBotsHandOffAsksForAPersonAndNoBotAnswers() {
        Answer created = wire.post(
                acme.jane(), CREATE, REQUEST.replace("\"is_bot_handoff\": false", "\"is_bot_handoff\": true"));
        assertThat(created.text("status")).isEqualTo("open");
        assertThat(created.text("assigned_agent_id"))
                .isIn(acme.jane().userId().toString(), acme.omar().userId().toString());
        assertThat(begun(ticket(created)).owner()).isEqualTo(Owner.QUEUE);
        MessageCreated matter =
                facts.await(MessageCreated.class, m -> m.conversationId().equals(ticket(created)) && m.seq() == 1);
        assertThat(matter.owner()).isEqualTo(Owner.QUEUE);
        facts.publish(Tenant.answerTo(matter, "Have you tried again?"));
        facts.publish(acme.said(acme.phone("15550100"), "wamid-3", "Is anybody there?"));
        facts.await(
                MessageCreated.class,
                m -> "wamid-3".equals(m.deduplicationKey()) && m.accountId().equals(acme.account));
        assertThat(contents(wire.get(acme.jane(), "/api/tickets/" + created.text("ticket_id"))))
                .doesNotContain("Have you tried again?");
    }

    @Test
    void textsOfAllKindsComeBackAsTheyWere() {
        String text = "مرحبا \u202Eabc\u202C 👩‍👩‍👧 שלום \u0007";
        Answer created = wire.post(
                acme.jane(),
                CREATE,
                "{\"subject\": \"نص 🎉\", \"initial_message\": \"" + text.replace("\u0007", "\\u0007") + "\"}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(contents(created)).containsExactly(text);
        assertThat(created.text("subject")).isEqualTo("نص 🎉");
    }

    @Test
    void aChatIsATicketToo() {
        facts.publish(acme.said(acme.visitor("ada"), "m-1", "Hello", new Profile("Ada", null, null)));
        MessageCreated said =
                facts.await(MessageCreated.class, m -> m.accountId().equals(acme.account));
        Answer read = wire.get(acme.jane(), "/api/tickets/" + said.conversationId());
        Shape.assertHas(
                read.body(),
                EXAMPLE.replaceAll("\"(\\+15550100|john@example.com)\"", "null")
                        .replace("\"billing\", \"checkout\"", ""));
        assertThat(read.text("subject")).isEqualTo("Conversation #1");
        assertThat(read.body().get("source").get("channel").asString()).isEqualTo("web");
        assertThat(read.body().toString()).doesNotContain("session-ada");
    }

    @Test
    void foreignAndUnknownTicketsAreNotFoundAlike() {
        String id = wire.post(acme.jane(), CREATE, REQUEST).text("ticket_id");
        Caller globex = Tenant.settledIn(facts, directory).jane();
        for (String ticket :
                List.of(id, PublicId.TICKET.of(Ids.next()), "tkt_abc123xyz", "0", "%F0%9F%8E%89", "create")) {
            String uri = "/api/tickets/" + ticket;
            assertThat(List.of(
                            wire.get(globex, uri),
                            wire.get(globex, uri + "/status"),
                            wire.put(globex, uri, "{\"status\": \"closed\"}"),
                            wire.post(globex, uri + "/message", "{\"content\": \"x\"}"),
                            wire.post(globex, uri + "/message", "{\"content\": \"x\", \"sender_type\": \"customer\"}"),
                            wire.send(globex, HttpMethod.PUT, uri + "/assign?agent_id=", null, Map.of())))
                    .allSatisfy(answer -> {
                        assertThat(answer.status()).isEqualTo(404);
                        assertThat(answer.text("detail")).isEqualTo("Ticket not found");
                    });
        }
        assertThat(wire.get(globex, "/api/customers/cust_xyz789/tickets").text("detail"))
                .isEqualTo("Customer not found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|initial_message|can't be blank",
                "{\"initial_message\":\" \"}|initial_message|can't be blank",
                "{\"initial_message\":\"a\\u0000b\"}|initial_message|has a character that cannot be stored",
                "{\"initial_message\":\"\\ud800\"}|initial_message|has a character that cannot be stored",
                "{\"initial_message\":\"x\",\"priority\":\"asap\"}|priority|is not one of low, medium, high, urgent",
                "{\"initial_message\":\"x\",\"source\":{\"channel\":\"fax\"}}|source.channel|CHANNELS",
                "{\"initial_message\":\"x\",\"source\":\"fax\"}|source|is invalid",
                "{\"initial_message\":\"x\",\"source\":{\"is_bot_handoff\":\"maybe\"}}|is_bot_handoff|is invalid",
                "{\"initial_message\":{\"text\":\"x\"}}|initial_message|is invalid",
                "{\"initial_message\":\"x\",\"customer\":{\"internal_id\":\"cust_xyz789\"}}|customer.internal_id|does not exist",
                "{\"initial_message\":\"x\",\"customer\":{\"internal_id\":\"NONE\"}}|customer.internal_id|does not exist",
                "{\"initial_message\":\"x\",\"source\":{\"channel\":\"whatsapp\"},\"customer\":{\"channel_identity\":\"?\"}}|customer.channel_identity|is no identity of this channel",
                "{\"initial_message\":\"x\",\"tags\":[\"a\",null]}|tags|can't be blank",
                "{\"initial_message\":\"x\",\"tags\":\"a\"}|tags|is invalid",
                "{\"initial_message\":\"x\",\"tags\":[\"a\\u0001\"]}|tags|must not contain control characters",
                "{\"initial_message\":\"x\",\"customer\":{\"name\":\"LONG\"}}|customer.name|should be at most 500 byte(s)",
            })
    void aWrongRequestNamesItsFields(String body, String field, String fault) {
        String request = body.replace("NONE", UUID.randomUUID().toString()).replace("LONG", "x".repeat(501));
        Answer answer = wire.post(acme.jane(), CREATE, request);
        assertThat(answer.status()).isEqualTo(400);
        String words = "is not one of " + String.join(", ", OmnichannelWords.CHANNELS.keySet());
        assertThat(answer.body().get("fields").get(field).get(0).asString())
                .isEqualTo(fault.equals("CHANNELS") ? words : fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[1]", "{", "null", "\"x\"", "BOMB"})
    void whatIsNoObjectIsRefused(String body) {
        String request = body.equals("BOMB") ? "{\"source\":".repeat(20_000) : body;
        assertThat(wire.post(acme.jane(), CREATE, request).status()).isEqualTo(400);
        String large = "{\"initial_message\": \"" + "x".repeat(1_100_000) + "\"}";
        assertThat(wire.post(acme.jane(), CREATE, large).status()).isEqualTo(413);
    }

    private static UUID ticket(Answer answer) {
        return PublicId.TICKET.parse(answer.text("ticket_id")).orElseThrow();
    }

    private ConversationUpdated.Created begun(UUID id) {
        return facts.await(
                ConversationUpdated.Created.class, c -> c.conversationId().equals(id));
    }

    private static List<String> contents(Answer ticket) {
        return ticket.body()
                .get("timeline")
                .valueStream()
                .map(line -> line.get("content").asString())
                .toList();
    }

    private Answer named(Caller caller, String key, String body) {
        return wire.send(caller, HttpMethod.POST, CREATE, body, Map.of("Idempotency-Key", key));
    }
}
