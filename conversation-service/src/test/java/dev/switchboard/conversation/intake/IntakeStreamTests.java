package dev.switchboard.conversation.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.contract.Topic;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.FactProducer;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SharedIntegrationTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

@SharedIntegrationTest(ConversationServiceApplication.class)
class IntakeStreamTests {
    @Autowired
    Facts facts;

    @Autowired
    FactProducer producer;

    @Autowired
    DatabaseClient database;

    Tenant acme;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
    }

    @Test
    void aFirstMessageMakesACustomerAConversationAndAMessage() {
        Address ada = acme.visitor("ada");
        facts.publish(acme.said(ada, "m-1", "How do I return an item?", new Profile("Ada", "ada@example.test", null)));

        MessageCreated message = created("m-1", ada);
        assertThat(message.seq()).isEqualTo(1);
        assertThat(message.owner()).isEqualTo(Owner.BOT);
        assertThat(message.author().kind()).isEqualTo(Author.Kind.CUSTOMER);
        assertThat(message.author().name()).isEqualTo("Ada");
        ConversationUpdated.Created conversation = facts.await(
                ConversationUpdated.Created.class, c -> c.conversationId().equals(message.conversationId()));
        assertThat(conversation.number()).isEqualTo(1);
        assertThat(conversation.version()).isLessThan(message.version());
        CustomerUpdated.Created customer =
                facts.await(CustomerUpdated.Created.class, c -> c.customerId().equals(message.customerId()));
        assertThat(customer.profile().email()).isEqualTo("ada@example.test");
    }

    @Test
    void aRepeatFromASocketIsAcknowledgedAgainAndRecordedOnce() {
        Address ada = acme.visitor("ada");
        facts.publish(acme.said(ada, "m-1", "Hello"));
        MessageCreated first = created("m-1", ada);

        facts.publish(acme.said(ada, "m-1", "Hello"));

        MessageUpdated.Repeated repeated =
                facts.await(MessageUpdated.Repeated.class, r -> r.address().equals(ada));
        assertThat(repeated.messageId()).isEqualTo(first.messageId());
        assertThat(repeated.seq()).isEqualTo(1);
        assertThat(messagesOf(ada)).hasSize(1);
    }

    @Test
    void repeatsWithinOnePollAreRecordedOnce() {
        Address phone = acme.phone("4915550001");
        MessageReceived.Said said = acme.said(phone, "wamid.1", "Hello");
        facts.publish(said, said, acme.said(phone, "wamid.1", "Hello"), acme.said(phone, "wamid.2", "Last"));
        created("wamid.2", phone);
        assertThat(messagesOf(phone)).extracting(MessageCreated::body).containsExactly("Hello", "Last");
        assertThat(facts.told(MessageUpdated.Repeated.class))
                .noneMatch(r -> r.address().equals(phone));
    }

    @Test
    void theSameIdWithAnotherBodyIsRefusedByName() {
        Address ada = acme.visitor("ada");
        facts.publish(acme.said(ada, "m-1", "Hello"), acme.said(ada, "m-1", "Something else"));

        MessageUpdated.Refused refused = refused(ada);
        assertThat(refused.code()).isEqualTo("message-id-reused");
        assertThat(refused.detail()).contains("m-1");
        assertThat(messagesOf(ada)).extracting(MessageCreated::body).containsExactly("Hello");
    }

    @Test
    void twoVisitorsMayUseTheSameId() {
        Address ada = acme.visitor("ada");
        Address bob = acme.visitor("bob");
        facts.publish(acme.said(ada, "m-1", "I am Ada"), acme.said(bob, "m-1", "I am Bob"));
        assertThat(created("m-1", ada).conversationId())
                .isNotEqualTo(created("m-1", bob).conversationId());
    }

    @Test
    void aVisitorsNextSessionCountsItsMessagesFromTheStart() {
        Address before = new Address(acme.answered, Channel.WEB, "user-42", "session-1");
        Address now = new Address(acme.answered, Channel.WEB, "user-42", "session-2");
        facts.publish(acme.said(before, "m-1", "Hello"), acme.said(now, "m-1", "Hello again"));
        MessageCreated first = created("m-1", before);
        MessageCreated second = created("m-1", now);
        assertThat(second.conversationId()).isNotEqualTo(first.conversationId());
        assertThat(second.customerId()).isEqualTo(first.customerId());

        facts.publish(acme.said(now, "m-1", "Hello again"));
        MessageUpdated.Repeated repeated =
                facts.await(MessageUpdated.Repeated.class, r -> r.address().equals(now));
        assertThat(repeated.messageId()).isEqualTo(second.messageId());
        assertThat(messagesOf(now)).hasSize(1);
    }

    @Test
    void theLongestIdentityThreadAndIdFitTheirIndex() {
        Address far = new Address(acme.answered, Channel.WEB, random(500), random(1000));
        String key = random(1000);
        facts.publish(acme.said(far, key, "Hello"));
        assertThat(created(key, far).seq()).isEqualTo(1);
    }

    @Test
    void idsThatWereRecordedBeforeThreadsCountedAreFoundAtTheirAddress() throws IOException {
        Address ada = acme.visitor("ada");
        facts.publish(acme.said(ada, "m-1", "Hello"));
        MessageCreated first = created("m-1", ada);
        database.sql("UPDATE message_key SET scope = 'web:ada' WHERE message_id = $1")
                .bind(0, first.messageId())
                .then()
                .block();
        database.sql(new ClassPathResource("db/conversation-service/V2__client_ids_by_thread.sql")
                        .getContentAsString(StandardCharsets.UTF_8))
                .then()
                .block();

        facts.publish(acme.said(ada, "m-1", "Hello"));
        assertThat(facts.await(MessageUpdated.Repeated.class, r -> r.address().equals(ada))
                        .messageId())
                .isEqualTo(first.messageId());
    }

    /// Letters that no index can compress.
    private static String random(int length) {
        return ThreadLocalRandom.current()
                .ints(length, 'A', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void twoAccountsMayUseTheSameIdAndAddressAndNeverMeet() {
        Tenant globex = Tenant.settledIn(facts);
        Address number = acme.phone("4915550002");
        Address sameNumber = globex.phone("4915550002");
        facts.publish(acme.said(number, "wamid.9", "To Acme"), globex.said(sameNumber, "wamid.9", "To Globex"));
        MessageCreated toAcme = created("wamid.9", number);
        MessageCreated toGlobex = created("wamid.9", sameNumber);
        assertThat(toAcme.accountId()).isEqualTo(acme.account);
        assertThat(toGlobex.accountId()).isEqualTo(globex.account);
        assertThat(toAcme.customerId()).isNotEqualTo(toGlobex.customerId());
    }

    @Test
    void anInboxOfAnotherAccountIsRefused() {
        Tenant globex = Tenant.settledIn(facts);
        Address foreign = globex.visitor("mallory");
        facts.publish(acme.said(foreign, "m-1", "Let me in"));
        assertThat(refused(foreign).code()).isEqualTo("not-found");
        assertThat(messagesOf(foreign)).isEmpty();
    }

    @Test
    void whatCannotBeStoredIsRefusedAndTheNextMessageIsRecorded() {
        Address ada = acme.visitor("ada");
        facts.publish(
                acme.said(ada, "m-nul", "a\0b"),
                acme.said(ada, "m-blank", "  "),
                acme.said(ada, "m-long", "x".repeat(64 * 1024 + 1)),
                acme.said(ada, "m-ok", "fine"));
        assertThat(created("m-ok", ada).seq()).isEqualTo(1);
        assertThat(facts.told(MessageUpdated.Refused.class))
                .filteredOn(r -> r.address().equals(ada))
                .extracting(MessageUpdated.Refused::deduplicationKey, MessageUpdated.Refused::code)
                .containsExactlyInAnyOrder(
                        tuple("m-nul", "invalid-request"),
                        tuple("m-blank", "invalid-request"),
                        tuple("m-long", "payload-too-large"));
    }

    @Test
    void poisonIsSetAsideAloneWhileItsPartitionMovesOn() {
        Address ada = acme.visitor("ada");
        MessageReceived.Said before = acme.said(ada, "m-before", "before");
        MessageReceived.Said after = acme.said(ada, "m-after", "after");
        facts.publish(before);
        facts.publishRaw(MessageReceived.TOPIC, before.key(), "{\"no\":\"fact\"".getBytes(StandardCharsets.UTF_8));
        facts.publish(after);

        assertThat(created("m-before", ada).seq()).isEqualTo(1);
        assertThat(created("m-after", ada).seq()).isEqualTo(2);
        var dead = facts.awaitRecord(
                Topic.deadLetters(MessageReceived.TOPIC, "conversation-service"),
                record -> new String(record.value(), StandardCharsets.UTF_8).startsWith("{\"no\""));
        assertThat(dead.headers().lastHeader("kafka_dlt-original-topic")).isNotNull();
        assertThat(dead.headers().lastHeader("kafka_dlt-original-offset")).isNotNull();
        assertThat(dead.headers().lastHeader("kafka_dlt-exception-message")).isNotNull();
    }

    @Test
    void theLargestPoisonThatATopicHoldsIsSetAsideWithWhatWasWrong() {
        Address ada = acme.visitor("ada");
        MessageReceived.Said after = acme.said(ada, "m-after", "after");
        byte[] large = ("{\"large\":\"" + "x".repeat(1_048_000)).getBytes(StandardCharsets.UTF_8);
        facts.publishRaw(MessageReceived.TOPIC, after.key(), large);
        facts.publish(after);

        assertThat(created("m-after", ada).seq()).isEqualTo(1);
        var dead = facts.awaitRecord(
                Topic.deadLetters(MessageReceived.TOPIC, "conversation-service"),
                record -> record.value().length == large.length);
        assertThat(new String(
                        dead.headers().lastHeader("kafka_dlt-exception-message").value(), StandardCharsets.UTF_8))
                .startsWith("tools.jackson.core.exc.");
    }

    @Test
    void aFactThatCanBeReadAndNotTakenIsPoisonToo() {
        Address ada = acme.visitor("ada");
        MessageReceived.Said before = acme.said(ada, "m-before", "before");
        String noAddress =
                WireJson.write(acme.said(ada, "m-poison", "poison")).replaceAll("\"address\":\\{[^}]*},", "");
        facts.publish(before);
        facts.publishRaw(MessageReceived.TOPIC, before.key(), noAddress.getBytes(StandardCharsets.UTF_8));
        facts.publish(acme.said(ada, "m-after", "after"));
        assertThat(created("m-after", ada).seq()).isEqualTo(2);
        facts.awaitRecord(
                Topic.deadLetters(MessageReceived.TOPIC, "conversation-service"),
                record -> new String(record.value(), StandardCharsets.UTF_8).equals(noAddress));
    }

    @Test
    void theTraceGoesOnFromWhatCameToWhatIsTold() {
        Address ada = acme.visitor("ada");
        Address bob = acme.visitor("bob");
        String adas = Trace.start().header();
        Flux.just(acme.said(ada, "m-1", "Hello"), acme.said(bob, "m-1", "Hello"))
                .concatMap(said -> producer.publish(said)
                        .contextWrite(c -> said.address().equals(ada) ? c.put(Trace.CONTEXT_KEY, adas) : c))
                .then()
                .block();
        MessageCreated message = created("m-1", ada);
        var told = facts.awaitRecord(
                MessageCreated.TOPIC,
                record -> new String(record.value(), StandardCharsets.UTF_8)
                        .contains(message.messageId().toString()));
        String header = new String(told.headers().lastHeader(Trace.HEADER).value(), StandardCharsets.UTF_8);
        assertThat(Trace.parse(header).traceId()).isEqualTo(Trace.parse(adas).traceId());
    }

    @Test
    void aNumberThatWasSilentForLongBeginsAnotherConversation() {
        Address phone = acme.phone("4915550006");
        facts.publish(acme.said(phone, "wamid.e", "Hello"));
        MessageCreated first = created("wamid.e", phone);
        close(first, "1 day");
        facts.publish(acme.said(phone, "wamid.f", "One more thing"));
        assertThat(created("wamid.f", phone).conversationId()).isEqualTo(first.conversationId());

        close(first, "8 days");
        facts.publish(acme.said(phone, "wamid.g", "Something new"));
        MessageCreated next = created("wamid.g", phone);
        assertThat(next.conversationId()).isNotEqualTo(first.conversationId());
        assertThat(next.seq()).isEqualTo(1);
        assertThat(next.customerId()).isEqualTo(first.customerId());
    }

    private void close(MessageCreated in, String ago) {
        database.sql("UPDATE conversation SET status = 'closed', closed_at = now() - $2::interval WHERE id = $1")
                .bind(0, in.conversationId())
                .bind(1, ago)
                .then()
                .block();
    }

    @Test
    void manySendersInOnePollKeepTheirOwnOrderAndTicketNumbers() {
        List<MessageReceived.Said> said = new ArrayList<>();
        for (int m = 0; m < 20; m++) {
            for (int v = 0; v < 25; v++) {
                said.add(acme.said(acme.visitor("v" + v), "m-" + m, "message " + m));
            }
        }
        facts.publish(said.toArray(MessageReceived.Said[]::new));
        IntStream.range(0, 25).forEach(v -> created("m-19", acme.visitor("v" + v)));
        IntStream.range(0, 25)
                .forEach(v -> assertThat(messagesOf(acme.visitor("v" + v)))
                        .extracting(MessageCreated::seq, MessageCreated::body)
                        .containsExactlyElementsOf(IntStream.range(0, 20)
                                .mapToObj(m -> tuple(m + 1L, "message " + m))
                                .toList()));
        assertThat(facts.told(ConversationUpdated.Created.class))
                .filteredOn(c -> c.accountId().equals(acme.account))
                .extracting(ConversationUpdated.Created::number)
                .doesNotHaveDuplicates()
                .hasSize(25);
    }

    @Test
    void whatTheCustomerHasSeenIsToldOnce() {
        Address ada = acme.visitor("ada");
        facts.publish(acme.said(ada, "m-1", "Hello"));
        MessageCreated first = created("m-1", ada);
        facts.publish(viewed(ada, 1L), viewed(ada, 1L), viewed(ada, 99L), acme.said(ada, "m-2", "again"));
        created("m-2", ada);
        assertThat(facts.told(MessageUpdated.Seen.class))
                .filteredOn(seen -> seen.conversationId().equals(first.conversationId()))
                .extracting(MessageUpdated.Seen::seq)
                .containsExactly(1L);
    }

    @Test
    void aCorrectionChangesTheMessageThatItNames() {
        Address phone = acme.phone("4915550003");
        facts.publish(
                acme.said(phone, "wamid.a", "Helo"),
                new MessageReceived.Corrected(Ids.next(), acme.account, phone, Instant.now(), "wamid.a", "Hello"));
        MessageCreated message = created("wamid.a", phone);
        MessageUpdated.Edited edited =
                facts.await(MessageUpdated.Edited.class, e -> e.messageId().equals(message.messageId()));
        assertThat(edited.body()).isEqualTo("Hello");
        assertThat(edited.version()).isGreaterThan(message.version());
    }

    @Test
    void aCorrectionOfAnUnknownMessageIsRefused() {
        Address phone = acme.phone("4915550004");
        facts.publish(
                acme.said(phone, "wamid.b", "Hello"),
                new MessageReceived.Corrected(Ids.next(), acme.account, phone, Instant.now(), "wamid.none", "x"));
        assertThat(refused(phone).code()).isEqualTo("not-found");
    }

    @Test
    void whatWasSentOutsideIsRecordedAndMarked() {
        Address phone = acme.phone("4915550005");
        Author jane = Author.agent(acme.jane().userId(), Tenant.JANE, 1);
        facts.publish(
                acme.said(phone, "wamid.c", "Anybody there?"),
                new MessageReceived.SentOutside(
                        Ids.next(), acme.account, phone, Instant.now(), "wamid.d", jane, "Yes, me", List.of()));
        MessageCreated sent = created("wamid.d", phone);
        assertThat(sent.metadata()).containsEntry("sentOutside", "true");
        assertThat(sent.author()).isEqualTo(jane);
        assertThat(sent.owner()).isEqualTo(Owner.AGENT);
    }

    private static MessageReceived.Viewed viewed(Address address, Long seq, Tenant tenant) {
        return new MessageReceived.Viewed(Ids.next(), tenant.account, address, Instant.now(), seq);
    }

    private MessageReceived.Viewed viewed(Address address, Long seq) {
        return viewed(address, seq, acme);
    }

    private MessageCreated created(String key, Address address) {
        return facts.await(
                MessageCreated.class,
                m -> key.equals(m.deduplicationKey()) && m.address().equals(address));
    }

    private MessageUpdated.Refused refused(Address address) {
        return facts.await(MessageUpdated.Refused.class, r -> r.address().equals(address));
    }

    private List<MessageCreated> messagesOf(Address address) {
        return facts.told(MessageCreated.class).stream()
                .filter(m -> m.address().equals(address))
                .toList();
    }
}
