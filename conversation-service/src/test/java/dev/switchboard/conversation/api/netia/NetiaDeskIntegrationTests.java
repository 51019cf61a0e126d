package dev.switchboard.conversation.api.netia;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.ConversationUpdated.DetailsChanged;
import dev.switchboard.common.contract.ConversationUpdated.StatusChanged;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/// What the desk notes on conversations, how it finds them, and what happens where two change one.
@SwitchboardIntegrationTest(ConversationServiceApplication.class)
@TestPropertySource(properties = "switchboard.snooze.sweep=200ms")
class NetiaDeskIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    Tenant acme;
    Browser jane;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
        jane = new Browser(client, acme.jane());
    }

    @Test
    void anArchivedConversationIsOutOfTheListsUntilItsCustomerWrites() {
        MessageCreated question = asked("ada");
        JsonNode archived = jane.post(uri(question) + "/archive", null);
        assertThat(archived.get("archived_at").isNull()).isFalse();
        assertThat(archived.get("status").asString()).isEqualTo("open");
        assertThat(details(question).archived()).isTrue();
        assertThat(jane.ids("/api/conversations")).isEmpty();
        assertThat(jane.ids("/api/conversations?archived=true")).containsExactly(id(question));
        assertThat(jane.get("/api/conversations/count").get("count").asLong()).isZero();

        facts.publish(acme.said(question.address(), "m-2", "Hello?"));
        facts.await(MessageCreated.class, m -> m.address().equals(question.address()) && m.seq() == 2);
        assertThat(jane.ids("/api/conversations")).containsExactly(id(question));

        long version =
                jane.post(uri(question) + "/archive", null).get("version").asLong();
        assertThat(jane.post(uri(question) + "/archive", null).get("version").asLong())
                .isEqualTo(version);
        assertThat(jane.post(uri(question) + "/unarchive", null)
                        .get("archived_at")
                        .isNull())
                .isTrue();
    }

    @Test
    void aSnoozedConversationWakesByTimeOpenAndUnread() {
        MessageCreated question = asked("ada");
        jane.put(uri(question), "{\"conversation\":{\"read\":true}}");
        Instant soon = Instant.now().plusSeconds(2);
        JsonNode snoozed = jane.put(uri(question), "{\"conversation\":{\"snoozed_until\":\"" + soon + "\"}}");
        assertThat(snoozed.get("ticket_status").asString()).isEqualTo("snoozed");
        assertThat(snoozed.get("snoozed_until").isNull()).isFalse();
        assertThat(jane.ids("/api/conversations?status=snoozed")).containsExactly(id(question));
        assertThat(jane.ids("/api/conversations?status=open")).containsExactly(id(question));
        assertThat(jane.ids("/api/conversations?status=awake")).isEmpty();
        JsonNode asleep = jane.get("/api/conversations/unread").get("snoozed");
        assertThat(asleep.get("all").asInt()).isOne();
        assertThat(asleep.get("unassigned").asInt() + asleep.get("assigned").asInt())
                .isOne();
        Awaitility.await().untilAsserted(() -> {
            JsonNode now = jane.get(uri(question));
            assertThat(now.get("ticket_status").asString()).isEqualTo("open");
            assertThat(now.get("snoozed_until").isNull()).isTrue();
            assertThat(now.get("read").asBoolean()).isFalse();
        });
        assertThat(Instant.now()).isAfter(soon);
        assertThat(facts.told(StatusChanged.class).stream()
                        .filter(s -> s.conversationId().equals(question.conversationId()))
                        .map(StatusChanged::status))
                .containsExactly("snoozed", "open");
    }

    @Test
    void aSnoozedConversationWakesWhenItsCustomerWrites() {
        MessageCreated question = asked("ada");
        Instant tomorrow = Instant.now().plusSeconds(86_400);
        jane.put(uri(question), "{\"conversation\":{\"status\":\"snoozed\",\"snoozed_until\":\"" + tomorrow + "\"}}");
        Instant later = tomorrow.plusSeconds(60);
        jane.put(uri(question), "{\"conversation\":{\"snoozed_until\":\"" + later + "\"}}");
        assertThat(details(question).changed()).isEqualTo("snoozed_until");
        facts.publish(acme.said(question.address(), "m-2", "Hello?"));
        facts.await(MessageCreated.class, m -> m.address().equals(question.address()) && m.seq() == 2);
        JsonNode now = jane.get(uri(question));
        assertThat(now.get("ticket_status").asString()).isEqualTo("open");
        assertThat(now.get("snoozed_until").isNull()).isTrue();
    }

    @Test
    void subjectAndAttributesStayAndAreTold() {
        MessageCreated question = asked("ada");
        JsonNode noted = jane.put(uri(question), """
                {"conversation": {"subject": " Parcel \\uD83D\\uDCE6 \\u0645\\u0631\\u062D\\u0628\\u0627 ",
                 "metadata": {"order": "A-7", "vip": true, "items": 3, "weight": 1.5}}}
                """);
        assertThat(noted.get("subject").asString()).isEqualTo("Parcel \uD83D\uDCE6 \u0645\u0631\u062D\u0628\u0627");
        assertThat(noted.get("metadata").get("vip").asBoolean()).isTrue();
        assertThat(noted.get("metadata").get("items").asInt()).isEqualTo(3);
        JsonNode merged = jane.put(uri(question), "{\"conversation\":{\"metadata\":{\"vip\":null,\"order\":\"A-8\"}}}");
        assertThat(merged.get("metadata").has("vip")).isFalse();
        assertThat(merged.get("metadata").get("order").asString()).isEqualTo("A-8");
        assertThat(merged.get("metadata").get("weight").asDouble()).isEqualTo(1.5);
        assertThat(facts.told(DetailsChanged.class).stream()
                        .filter(d -> d.conversationId().equals(question.conversationId()))
                        .map(DetailsChanged::changed))
                .containsExactly("subject", "attributes", "attributes");
        long version = merged.get("version").asLong();
        JsonNode same =
                jane.put(uri(question), "{\"conversation\":{\"metadata\":{\"order\":\"A-8\"},\"status\":\"new\"}}");
        assertThat(same.get("version").asLong()).isEqualTo(version);
        assertThat(jane.put(uri(question), "{\"conversation\":{\"subject\":\"\"}}")
                        .get("subject")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"conversation\":{}}|conversation|has nothing to change",
                "{}|conversation|can't be blank",
                "{\"conversation\":{\"status\":\"asleep\"}}|status|is invalid",
                "{\"conversation\":{\"status\":{\"$ne\":1}}}|status|is invalid",
                "{\"conversation\":{\"priority\":\"\"}}|priority|is invalid",
                "{\"conversation\":{\"assignee_id\":\"jane\"}}|assignee_id|is invalid",
                "{\"conversation\":{\"assignee_id\":99}}|assignee_id|does not exist",
                "{\"conversation\":{\"read\":\"maybe\"}}|read|is invalid",
                "{\"conversation\":{\"snoozed_until\":\"soon\"}}|snoozed_until|is invalid",
                "{\"conversation\":{\"snoozed_until\":\"2001-01-01T00:00:00Z\"}}|snoozed_until|must be in the future",
                "{\"conversation\":{\"snoozed_until\":\"9999-01-01T00:00:00Z\"}}|snoozed_until|should be at most 366 days away",
                "{\"conversation\":{\"status\":\"open\",\"snoozed_until\":\"9999-01-01T00:00:00Z\"}}|snoozed_until|goes with the status snoozed only",
                "{\"conversation\":{\"subject\":\"a\\u0000b\"}}|subject|must not contain the character U+0000",
                "{\"conversation\":{\"metadata\":{\"a\":{\"b\":1}}}}|metadata|holds texts, numbers, true and false only",
                "{\"conversation\":{\"metadata\":{\"a\":1e999}}}|metadata|holds texts, numbers, true and false only",
                "{\"conversation\":{\"metadata\":[1]}}|metadata|is invalid",
                "{\"conversation\":{\"metadata\":{\"a\":\"x\\u0000\"}}}|metadata|has a text longer than 2048 byte(s), or with U+0000",
                "{\"conversation\":{\"tags\":[null]}}|tags|is invalid",
                "{\"conversation\":{\"tags\":[\" \"]}}|tags|can't be blank",
            })
    void aWrongUpdateNamesItsFieldAndChangesNothing(String body, String field, String fault) {
        MessageCreated question = asked("ada");
        long version = jane.get(uri(question)).get("version").asLong();
        assertThat(jane.fault(HttpMethod.PUT, uri(question), body, field)).isEqualTo(fault);
        assertThat(jane.get(uri(question)).get("version").asLong()).isEqualTo(version);
    }

    @Test
    void aWrongFieldUndoesWhatStandsBesideIt() {
        MessageCreated question = asked("ada");
        String body = "{\"conversation\":{\"status\":\"closed\",\"assignee_id\":2,\"tags\":[\"x\"],"
                + "\"metadata\":{\"a\":[]}}}";
        assertThat(jane.status(HttpMethod.PUT, uri(question), body)).isEqualTo(400);
        JsonNode now = jane.get(uri(question));
        assertThat(now.get("status").asString()).isEqualTo("open");
        assertThat(now.get("owner").asString()).isEqualTo("bot");
        assertThat(now.get("tags")).isEmpty();
        assertThat(jane.get("/api/tags")).isEmpty();
    }

    @Test
    void aChangeUnderAnOlderVersionIsRefused() {
        MessageCreated question = asked("ada");
        String etag = jane.ask(HttpMethod.GET, uri(question), null)
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getETag();
        assertThat(etag).matches("\"\\d+\"");
        String assign = "{\"conversation\":{\"assignee_id\":2}}";
        jane.ask(HttpMethod.PUT, uri(question), assign, etag).expectStatus().isOk();
        jane.ask(HttpMethod.PUT, uri(question), "{\"conversation\":{\"assignee_id\":1}}", etag)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("conflict");
        assertThat(jane.get(uri(question)).get("assignee_id").asInt()).isEqualTo(2);
        jane.ask(HttpMethod.PUT, uri(question), assign, "nonsense")
                .expectStatus()
                .isBadRequest();
        jane.ask(HttpMethod.PUT, uri(question), assign, "*").expectStatus().isOk();
    }

    @Test
    void ofManyWhoAssignUnderOneVersionOneIsHeard() {
        MessageCreated question = asked("ada");
        String etag = "\"" + jane.get(uri(question)).get("version").asLong() + "\"";
        Browser omar = new Browser(client, acme.omar());
        List<Integer> answers = IntStream.range(0, 8)
                .parallel()
                .mapToObj(n -> (n % 2 == 0 ? jane : omar)
                        .ask(
                                HttpMethod.PUT,
                                uri(question),
                                "{\"conversation\":{\"assignee_id\":" + (1 + n % 2) + "}}",
                                etag)
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value())
                .sorted()
                .toList();
        assertThat(answers).containsExactly(200, 409, 409, 409, 409, 409, 409, 409);
    }

    @Test
    void twoAgentsAssignCloseAndReplyAtOnceAndEveryFactHasItsOwnVersion() {
        MessageCreated question = asked("ada");
        Browser omar = new Browser(client, acme.omar());
        String reply = "{\"message\":{\"body\":\"Hi\",\"conversation_id\":\"%s\"}}".formatted(id(question));
        IntStream.range(0, 24).parallel().forEach(n -> {
            Browser agent = n % 2 == 0 ? jane : omar;
            int status = switch (n % 4) {
                case 0 -> agent.status(HttpMethod.POST, "/api/messages", reply);
                case 1 -> agent.status(HttpMethod.PUT, uri(question), "{\"conversation\":{\"status\":\"closed\"}}");
                case 2 -> agent.status(HttpMethod.PUT, uri(question), "{\"conversation\":{\"assignee_id\":1}}");
                default -> agent.status(HttpMethod.PUT, uri(question), "{\"conversation\":{\"assignee_id\":2}}");
            };
            assertThat(status).isIn(200, 201);
        });
        JsonNode now = jane.get(uri(question));
        assertThat(now.get("seq").asLong()).isEqualTo(7);
        assertThat(now.get("messages").valueStream().map(m -> m.get("seq").asLong()))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(now.get("owner").asString()).isEqualTo("agent");
        assertThat(now.get("assignee_id").asInt()).isIn(1, 2);
        List<Long> versions =
                LongStream.rangeClosed(1, now.get("version").asLong()).boxed().toList();
        Awaitility.await().untilAsserted(() -> assertThat(told(question)).containsExactlyElementsOf(versions));
    }

    @Test
    void listsAreFilteredByWhateverTheDeskAsks() {
        MessageCreated ada = asked("ada");
        MessageCreated eve = asked(acme.visitorOfQuietInbox("eve"));
        jane.put(uri(ada), "{\"conversation\":{\"tags\":[\"Refund\"],\"read\":true,\"assignee_id\":1}}");
        jane.put(uri(eve), "{\"conversation\":{\"priority\":\"urgent\",\"status\":\"closed\"}}");
        JsonNode tag = jane.get("/api/tags").get(0);
        for (String query : List.of(
                "tag=refund",
                "tag=REFUND",
                "tag_id=" + tag.get("id").asString(),
                "inbox_id=" + acme.answered,
                "customer_id=" + ada.customerId(),
                "unread=false",
                "assignee_id=me",
                "assignee_id=1",
                "closed=false",
                "status=open",
                "priority=not_priority")) {
            assertThat(jane.ids("/api/conversations?" + query)).as(query).containsExactly(id(ada));
            assertThat(jane.get("/api/conversations/count?" + query)
                            .get("count")
                            .asLong())
                    .as(query)
                    .isEqualTo(1);
        }
        for (String query :
                List.of("unread=true", "assignee_id=none", "status=closed", "priority=urgent", "closed=1")) {
            assertThat(jane.ids("/api/conversations?" + query)).as(query).containsExactly(id(eve));
        }
        assertThat(jane.ids("/api/conversations?tag=nothing")).isEmpty();
        assertThat(jane.ids("/api/conversations?mentioned=true")).isEmpty();
        assertThat(jane.ids("/api/conversations?assignee_id=77")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "status=asleep,status",
        "priority=%00,priority",
        "assignee_id=jane,assignee_id",
        "inbox_id=1,inbox_id",
        "customer_id=%27%3B--,customer_id",
        "unread=maybe,unread",
        "archived=2,archived",
        "tag=%00,tag",
        "tag_id=x,tag_id",
        "after=OTk5OTk5OTk5OTk5OTk5fDAtMC0wLTAtMA,after",
        "before=%00,before",
        "limit=many,limit"
    })
    void aWrongFilterIsNamed(String query, String field) {
        assertThat(jane.fault(HttpMethod.GET, "/api/conversations?" + query, null, field))
                .isNotEmpty();
    }

    @Test
    void theCountersFollowTheDesk() {
        MessageCreated ada = asked("ada");
        MessageCreated eve = asked(acme.visitorOfQuietInbox("eve"));
        asked("bob");
        jane.put(uri(ada), "{\"conversation\":{\"assignee_id\":1,\"priority\":\"priority\",\"read\":true}}");
        jane.put(uri(eve), "{\"conversation\":{\"status\":\"closed\"}}");
        new Browser(client, acme.omar())
                .post(
                        "/api/messages",
                        "{\"message\":{\"body\":\"Look, @jane\",\"type\":\"note\",\"conversation_id\":\"" + id(ada)
                                + "\"}}");
        JsonNode counts = jane.get("/api/conversations/unread");
        JsonNode of = counts.get("conversations");
        assertThat(of.get("open").asInt()).isEqualTo(2);
        assertThat(of.get("assigned").asInt()).isEqualTo(1);
        assertThat(of.get("priority").asInt()).isEqualTo(1);
        assertThat(of.get("unread").asInt()).isEqualTo(1);
        assertThat(of.get("unassigned").asInt()).isEqualTo(1);
        assertThat(of.get("closed").asInt()).isEqualTo(1);
        assertThat(of.get("mentioned").asInt()).isEqualTo(1);
        assertThat(counts.get("open").asInt()).isEqualTo(2);
        assertThat(counts.get("inboxes").get(acme.answered.toString()).asInt()).isEqualTo(1);
        assertThat(jane.get("/api/messages/count").get("count").asInt()).isEqualTo(4);
        assertThat(jane.get("/api/messages/count?conversation_id=" + id(ada))
                        .get("count")
                        .asInt())
                .isEqualTo(2);
        Browser other = new Browser(client, Tenant.settledIn(facts).jane());
        assertThat(other.get("/api/messages/count").get("count").asInt()).isZero();
        assertThat(other.get("/api/conversations/unread").get("open").asInt()).isZero();
        assertThat(other.status(HttpMethod.GET, "/api/messages/count?conversation_id=" + id(ada), null))
                .isEqualTo(404);
    }

    @Test
    void foreignAndUnknownConversationsAreNotFoundAlike() {
        MessageCreated foreign = asked("ada");
        Browser mallory = new Browser(client, Tenant.settledIn(facts).jane());
        Browser visitor = new Browser(client, Callers.visitor(acme.account, acme.answered, "ada", "session-ada"));
        String tag = mallory.post("/api/tags", "{\"tag\":{\"name\":\"mine\"}}")
                .get("id")
                .asString();
        for (String id : List.of(id(foreign), UUID.randomUUID().toString(), "nonsense")) {
            String uri = "/api/conversations/" + id;
            for (String act : List.of("/archive", "/unarchive", "/share")) {
                assertThat(mallory.status(HttpMethod.POST, uri + act, null))
                        .as(act)
                        .isEqualTo(404);
                assertThat(visitor.status(HttpMethod.POST, uri + act, null))
                        .as(act)
                        .isEqualTo(403);
            }
            assertThat(mallory.status(HttpMethod.DELETE, uri + "/share", null)).isEqualTo(404);
            assertThat(mallory.status(HttpMethod.POST, uri + "/tags", "{\"tag_id\":\"" + tag + "\"}"))
                    .isEqualTo(404);
            assertThat(mallory.status(HttpMethod.DELETE, uri + "/tags/" + tag, null))
                    .isEqualTo(404);
        }
        assertThat(facts.told(DetailsChanged.class))
                .noneMatch(d -> d.conversationId().equals(foreign.conversationId()));
    }

    /// The versions that the facts of its conversation have, in order.
    private List<Long> told(MessageCreated in) {
        UUID id = in.conversationId();
        Stream<Long> messages = facts.told(MessageCreated.class).stream()
                .filter(m -> m.conversationId().equals(id))
                .map(MessageCreated::version);
        Stream<Long> changes = facts.told(ConversationUpdated.class).stream()
                .filter(change -> change.conversationId().equals(id))
                .map(ConversationUpdated::version);
        return Stream.concat(messages, changes).sorted().toList();
    }

    private DetailsChanged details(MessageCreated of) {
        return facts.await(DetailsChanged.class, d -> d.conversationId().equals(of.conversationId()));
    }

    private MessageCreated asked(String visitor) {
        return asked(acme.visitor(visitor));
    }

    private MessageCreated asked(Address address) {
        facts.publish(acme.said(address, "m-1", "How do I return an item?", new Profile("Ada", null, null)));
        return facts.await(MessageCreated.class, m -> m.address().equals(address));
    }

    private static String id(MessageCreated in) {
        return in.conversationId().toString();
    }

    private static String uri(MessageCreated in) {
        return "/api/conversations/" + in.conversationId();
    }
}
