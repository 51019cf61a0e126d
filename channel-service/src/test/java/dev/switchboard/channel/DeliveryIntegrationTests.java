package dev.switchboard.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.DeliveryUpdated;
import dev.switchboard.common.contract.DeliveryUpdated.Status;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.service.Trace;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SwitchboardIntegrationTest(ChannelServiceApplication.class)
class DeliveryIntegrationTests {
    private static final Acme ACME = new Acme(Ids.next(), Ids.next(), "109876543210", "demo-meta-app-secret");
    private static final TestGateway GATEWAY = new TestGateway();
    private static final Emulated META = new Emulated(GATEWAY.url());

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("GRAPH_URL", META::graphUrl);
        registry.add("switchboard.providers.answer", () -> "700ms");
        registry.add("switchboard.delivery.poll", () -> "100ms");
        registry.add("switchboard.delivery.backoff", () -> "100ms");
        registry.add("switchboard.delivery.attempts", () -> "4");
        registry.add("switchboard.delivery.lease", () -> "3s");
        registry.add("switchboard.delivery.confirmation", () -> "2s");
    }

    @AfterAll
    static void stop() {
        META.close();
        GATEWAY.close();
    }

    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    @Autowired
    DatabaseClient database;

    @LocalServerPort
    int port;

    private final UUID conversation = Ids.next();
    private final String number = Long.toString(ThreadLocalRandom.current().nextLong(10_000_000_000L, 99_999_999_999L));

    @BeforeEach
    void connect() {
        GATEWAY.serve("http://localhost:" + port, client.token(new Caller.Anonymous()));
        ACME.connected(client);
        META.fault("none", 1);
    }

    @Test
    void aReplyIsSentAndItsCourseIsTold() {
        MessageCreated reply = says(1, "Within 30 days");
        facts.publish(reply);
        awaitStatus(reply, Status.READ);
        assertThat(statuses(reply)).containsExactly(Status.QUEUED, Status.SENT, Status.DELIVERED, Status.READ);
        assertThat(META.sentTo(number)).extracting(Emulated.Sent::text).containsExactly("Within 30 days");
    }

    @Test
    void theTraceOfTheMessageGoesOnWithItsDelivery() {
        MessageCreated reply = says(1, "Traced");
        facts.publish(reply);
        String id = reply.messageId().toString();
        String trace = trace(MessageCreated.TOPIC, id, "Traced");
        assertThat(trace(DeliveryUpdated.TOPIC, id, "\"sent\"")).isEqualTo(trace);
        assertThat(trace(DeliveryUpdated.TOPIC, id, "\"read\"")).isEqualTo(trace);
    }

    @Test
    void aMessageToldTwiceIsSentOnce() {
        MessageCreated reply = says(1, "Once");
        MessageCreated again = again(reply);
        facts.publish(reply, reply, again);
        awaitStatus(reply, Status.READ);
        MessageCreated next = says(2, "Next");
        facts.publish(again, next);
        awaitStatus(next, Status.SENT);
        assertThat(META.sentTo(number)).extracting(Emulated.Sent::text).containsExactly("Once", "Next");
    }

    @Test
    void whatIsNotForTheCustomerOrNotOursToSendStaysHere() {
        Address web = new Address(ACME.inbox(), Channel.WEB, number, null);
        facts.publish(
                message(
                        1,
                        "question",
                        Author.customer(Ids.next(), null),
                        MessageCreated.Kind.REPLY,
                        whatsapp(),
                        Map.of()),
                message(2, "note", jane(), MessageCreated.Kind.NOTE, whatsapp(), Map.of()),
                message(3, "web", jane(), MessageCreated.Kind.REPLY, web, Map.of()),
                message(4, "outside", jane(), MessageCreated.Kind.REPLY, whatsapp(), Map.of("sentOutside", "true")));
        MessageCreated handover =
                message(5, "A person comes", Author.system(), MessageCreated.Kind.HANDOVER, whatsapp(), Map.of());
        facts.publish(handover);
        awaitStatus(handover, Status.SENT);
        assertThat(META.sentTo(number)).extracting(Emulated.Sent::text).containsExactly("A person comes");
    }

    @Test
    void troubleIsWaitedOutAndTheOrderKept() {
        META.fault("429", 2);
        MessageCreated[] replies = new MessageCreated[5];
        for (int i = 0; i < replies.length; i++) {
            replies[i] = says(i + 1, "reply " + i);
        }
        facts.publish(replies);
        awaitStatus(replies[4], Status.SENT);
        assertThat(META.sentTo(number))
                .extracting(Emulated.Sent::text)
                .containsExactly("reply 0", "reply 1", "reply 2", "reply 3", "reply 4");
        META.fault("500", 1);
        MessageCreated last = says(6, "after a failure");
        facts.publish(last);
        awaitStatus(last, Status.SENT);
    }

    @Test
    void attemptsAreBounded() {
        META.fault("500", 4);
        MessageCreated reply = says(1, "never");
        facts.publish(reply);
        assertThat(awaitStatus(reply, Status.FAILED).reason())
                .isEqualTo("WhatsApp has trouble of its own (131000) (after 4 attempts)");
        assertThat(META.sentTo(number)).isEmpty();
    }

    @Test
    void aLostAnswerIsNotSentTwiceAndTheStatusSettlesIt() {
        META.fault("lost_response", 1);
        GATEWAY.pause();
        MessageCreated reply = says(1, "lost");
        MessageCreated next = says(2, "next");
        facts.publish(reply, next);
        await().untilAsserted(() -> assertThat(stateOf(reply)).isEqualTo("unknown"));
        connect();
        awaitStatus(reply, Status.READ);
        awaitStatus(next, Status.READ);
        assertThat(META.sentTo(number)).extracting(Emulated.Sent::text).containsExactly("lost", "next");
        assertThat(statuses(reply)).doesNotContain(Status.FAILED);
    }

    @Test
    void aRefusalSaysWhyInPlainWords() {
        META.fault("refused", 1);
        MessageCreated reply = says(1, "too late");
        facts.publish(reply);
        assertThat(awaitStatus(reply, Status.FAILED).reason()).startsWith("More than 24 hours have passed");
        MessageCreated next = says(2, "next");
        facts.publish(next);
        awaitStatus(next, Status.SENT);
    }

    @Test
    void aLaterFailureIsToldWithItsReason() {
        META.fault("undelivered", 1);
        MessageCreated reply = says(1, "nobody there");
        facts.publish(reply);
        assertThat(awaitStatus(reply, Status.FAILED).reason()).startsWith("WhatsApp cannot deliver to this number");
        assertThat(statuses(reply)).containsExactly(Status.QUEUED, Status.SENT, Status.FAILED);
    }

    @Test
    void statusesNeverMoveBackwards() {
        UUID id = job("sent", null, "wamid.order-" + conversation, 1);
        String wamid = "wamid.order-" + conversation;
        ACME.post(client, ACME.status(wamid, "read", null)).expectStatus().isOk();
        ACME.post(client, ACME.status(wamid, "delivered", null)).expectStatus().isOk();
        ACME.post(client, ACME.status(wamid, "sent", null)).expectStatus().isOk();
        ACME.post(client, ACME.status(wamid, "failed", null)).expectStatus().isOk();
        assertThat(state(id)).isEqualTo("read");
        DeliveryUpdated read =
                facts.await(DeliveryUpdated.class, fact -> fact.messageId().equals(id));
        assertThat(read.status()).isEqualTo(Status.READ);
        assertThat(read.providerMessageId()).isEqualTo(wamid);
    }

    @Test
    void aStatusOfAnotherAccountMovesNothing() {
        UUID id = job("unknown", null, null, 1);
        Acme globex = new Acme(Ids.next(), Ids.next(), "209876543210", "globex-secret").connected(client);
        globex.post(client, globex.status("wamid.foreign", "read", id))
                .expectStatus()
                .isOk();
        assertThat(state(id)).isIn("unknown", "unconfirmed");
    }

    @Test
    void aKilledWorkersMessageIsTakenUpWhenItsLeaseEnds() {
        UUID id = job("queued", "now() + interval '5 seconds'", null, 1);
        await().pollDelay(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(META.sentTo(number)).isEmpty());
        await().until(() -> !META.sentTo(number).isEmpty());
        await().untilAsserted(() -> assertThat(state(id)).isEqualTo("read"));
    }

    @Test
    void aMessageThatWasBeingSentWhenItsWorkerDiedIsNotSentAgain() {
        UUID id = job("calling", "now() - interval '1 second'", null, 1);
        DeliveryUpdated failed =
                facts.await(DeliveryUpdated.class, fact -> fact.messageId().equals(id));
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.reason()).contains("may have arrived");
        assertThat(META.sentTo(number)).isEmpty();
        ACME.post(client, ACME.status("wamid.late-" + id, "delivered", id))
                .expectStatus()
                .isOk();
        facts.await(DeliveryUpdated.class, fact -> fact.messageId().equals(id) && fact.status() == Status.DELIVERED);
    }

    @Test
    void aLongTextComesInPartsAndCountsAsOneMessage() {
        MessageCreated reply = says(1, "word ".repeat(2000));
        facts.publish(reply);
        awaitStatus(reply, Status.READ);
        assertThat(META.sentTo(number)).hasSize(3);
        assertThat(META.sentTo(number))
                .allSatisfy(sent -> assertThat(sent.text()).hasSizeLessThanOrEqualTo(4096));
        assertThat(statuses(reply)).containsExactly(Status.QUEUED, Status.SENT, Status.DELIVERED, Status.READ);
    }

    private DeliveryUpdated awaitStatus(MessageCreated message, Status status) {
        return facts.await(
                DeliveryUpdated.class, fact -> fact.messageId().equals(message.messageId()) && fact.status() == status);
    }

    private List<Status> statuses(MessageCreated message) {
        return facts.told(DeliveryUpdated.class).stream()
                .filter(fact -> fact.messageId().equals(message.messageId()))
                .map(DeliveryUpdated::status)
                .toList();
    }

    private String trace(String topic, String id, String word) {
        var record = facts.awaitRecord(topic, found -> {
            String json = new String(found.value(), StandardCharsets.UTF_8);
            return json.contains(id) && json.contains(word);
        });
        return new String(record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8).substring(3, 35);
    }

    private MessageCreated says(long seq, String text) {
        return message(seq, text, Author.bot(), MessageCreated.Kind.REPLY, whatsapp(), Map.of());
    }

    private Address whatsapp() {
        return new Address(ACME.inbox(), Channel.WHATSAPP, number, null);
    }

    private static Author jane() {
        return Author.agent(Ids.next(), "Jane", 1);
    }

    private MessageCreated message(
            long seq, String text, Author author, MessageCreated.Kind kind, Address to, Map<String, String> metadata) {
        return new MessageCreated(
                Ids.next(),
                ACME.account(),
                conversation,
                Instant.now(),
                Ids.next(),
                seq,
                seq,
                Owner.BOT,
                0,
                to,
                Ids.next(),
                author,
                kind,
                text,
                List.of(),
                List.of(),
                null,
                null,
                null,
                metadata,
                null,
                null);
    }

    private static MessageCreated again(MessageCreated m) {
        return new MessageCreated(
                Ids.next(),
                m.accountId(),
                m.conversationId(),
                m.occurredAt(),
                m.messageId(),
                m.seq(),
                m.version(),
                m.owner(),
                m.leaseEpoch(),
                m.address(),
                m.customerId(),
                m.author(),
                m.kind(),
                m.body(),
                m.attachments(),
                m.sources(),
                null,
                null,
                null,
                m.metadata(),
                null,
                null);
    }

    /// A job as another replica left it; its id is also its message's.
    private UUID job(String state, String leasedUntil, String providerMessageId, long seq) {
        UUID id = Ids.next();
        database.sql("""
                        INSERT INTO delivery (id, account_id, inbox_id, conversation_id, message_id, part, parts, seq,
                            channel, recipient, body, state, holder, leased_until, provider_message_id, traceparent)
                        VALUES ($1, $2, $3, $4, $1, 0, 1, $5, 'whatsapp', $6, 'left behind', $7, $8, %s, %s, $9)
                        """.formatted(leasedUntil, providerMessageId == null ? "NULL" : "'" + providerMessageId + "'"))
                .bind(0, id)
                .bind(1, ACME.account())
                .bind(2, ACME.inbox())
                .bind(3, conversation)
                .bind(4, seq)
                .bind(5, number)
                .bind(6, state)
                .bind(7, Ids.next())
                .bind(8, Trace.start().header())
                .then()
                .block();
        return id;
    }

    private String stateOf(MessageCreated message) {
        return database.sql("SELECT state FROM delivery WHERE message_id = $1")
                .bind(0, message.messageId())
                .mapValue(String.class)
                .one()
                .block();
    }

    private String state(UUID id) {
        return database.sql("SELECT state FROM delivery WHERE id = $1")
                .bind(0, id)
                .mapValue(String.class)
                .one()
                .block();
    }
}
