package dev.switchboard.conversation.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated.OwnerChanged;
import dev.switchboard.common.contract.ConversationUpdated.StatusChanged;
import dev.switchboard.common.contract.HandoverRequested;
import dev.switchboard.common.contract.HandoverRequested.Reason;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageCreated.Kind;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.id.Ids;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.conversation.conversation.BotClaim;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.message.PostMessage;
import dev.switchboard.conversation.message.PostMessage.Posting;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SharedIntegrationTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// One speaker at a time, and the way from one to the next.
@SharedIntegrationTest(ConversationServiceApplication.class)
class SpeakerStreamTests {
    @Autowired
    Facts facts;

    @Autowired
    PostMessage postMessage;

    @Autowired
    HandBack handBack;

    @Autowired
    Conversations conversations;

    @Autowired
    TransactionalOperator transaction;

    @Autowired
    DatabaseClient database;

    @Autowired
    MeterRegistry meters;

    Tenant acme;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
    }

    @Test
    void theBotsAnswerIsRecordedUnderItsLease() {
        MessageCreated question = asked("ada");
        facts.publish(Tenant.answerTo(question, "Within 30 days."));
        MessageCreated answer = answerIn(question);
        assertThat(answer.body()).isEqualTo("Within 30 days.");
        assertThat(answer.seq()).isEqualTo(2);
        assertThat(answer.inReplyTo()).isEqualTo(question.messageId());
        assertThat(answer.owner()).isEqualTo(Owner.BOT);
        assertThat(answer.metadata()).containsEntry("intent", "returns");
    }

    @Test
    void aQuestionIsAnsweredOnce() {
        MessageCreated question = asked("ada");
        double before = refused("repeated");
        facts.publish(Tenant.answerTo(question, "one"), Tenant.answerTo(question, "two"));
        facts.publish(Tenant.answerTo(question, "three"));
        Awaitility.await().until(() -> refused("repeated") == before + 2);
        assertThat(facts.told(MessageCreated.class))
                .filteredOn(m -> question.messageId().equals(m.inReplyTo()))
                .extracting(MessageCreated::body)
                .containsExactly("one");
    }

    @Test
    void severalAnswersOfOnePollTakeTheirPlacesInOneConversation() {
        Address ada = acme.visitor("ada");
        facts.publish(acme.said(ada, "m-1", "one"), acme.said(ada, "m-2", "two"));
        MessageCreated first =
                facts.await(MessageCreated.class, m -> m.address().equals(ada) && m.seq() == 1);
        MessageCreated second =
                facts.await(MessageCreated.class, m -> m.address().equals(ada) && m.seq() == 2);
        facts.publish(Tenant.answerTo(first, "to one"), Tenant.answerTo(second, "to two"));
        MessageCreated last =
                facts.await(MessageCreated.class, m -> second.messageId().equals(m.inReplyTo()));
        assertThat(last.seq()).isEqualTo(4);
    }

    @Test
    void afterTheHandOverTheBotIsSilent() {
        MessageCreated question = asked("ada");
        facts.publish(acme.asksForPerson(question.address()));
        notice(question);
        double before = refused("stale");

        facts.publish(Tenant.answerTo(question, "too late"));

        Awaitility.await().until(() -> refused("stale") == before + 1);
        assertThat(messagesIn(question)).extracting(MessageCreated::body).doesNotContain("too late");
    }

    @Test
    void theDatabaseRefusesAClaimThatWaitedForTheHandOver() {
        MessageCreated question = asked("ada");
        BotClaim claim = new BotClaim(question.accountId(), question.conversationId(), 1, question.messageId());

        Mono<Void> handOver = conversations
                .lock(question.accountId(), question.conversationId())
                .delayElement(Duration.ofMillis(300))
                .flatMap(held -> conversations.save(List.of(held.queued(null))))
                .as(transaction::transactional);
        // begins while the hand-over holds the row
        Mono<List<Conversation>> late = Mono.delay(Duration.ofMillis(100))
                .thenMany(conversations.claimForBot(List.of(claim), Instant.now(), Instant.now()))
                .as(transaction::transactional)
                .collectList();
        List<Conversation> claimed = Mono.zip(handOver.thenReturn(true), late)
                .blockOptional()
                .orElseThrow()
                .getT2();
        assertThat(claimed).isEmpty();
    }

    @Test
    void theCustomersWishLeadsToAnAgentAndANotice() {
        MessageCreated question = asked("ada");
        facts.publish(acme.asksForPerson(question.address()));

        MessageCreated notice = notice(question);
        assertThat(notice.body()).isEqualTo("Connecting you with a human agent...");
        assertThat(notice.author().kind()).isEqualTo(Author.Kind.SYSTEM);
        assertThat(notice.owner()).isEqualTo(Owner.QUEUE);
        assertThat(notice.leaseEpoch()).isEqualTo(2);
        OwnerChanged changed = ownerChanged(question, Owner.QUEUE);
        assertThat(changed.agentName()).isEqualTo(Tenant.JANE);
        assertThat(changed.version()).isLessThan(notice.version());
        assertThat(requested(question).reason()).isEqualTo(Reason.CUSTOMER_ASKED);
        assertThat(facts.await(StatusChanged.class, s -> s.conversationId().equals(question.conversationId()))
                        .status())
                .isEqualTo("open");
    }

    @Test
    void aSecondWishChangesNothing() {
        MessageCreated question = asked("ada");
        facts.publish(
                acme.asksForPerson(question.address()),
                acme.asksForPerson(question.address()),
                acme.said(question.address(), "m-2", "Hello?"));
        facts.await(
                MessageCreated.class,
                m -> "m-2".equals(m.deduplicationKey()) && m.conversationId().equals(question.conversationId()));
        assertThat(messagesIn(question))
                .filteredOn(m -> m.kind() == Kind.HANDOVER)
                .hasSize(1);
        assertThat(facts.told(OwnerChanged.class))
                .filteredOn(o -> o.conversationId().equals(question.conversationId()))
                .hasSize(1);
    }

    @Test
    void aWishIsTheFirstThingThatAVisitorSays() {
        Address ada = acme.visitorOfQuietInbox("ada");
        facts.publish(acme.asksForPerson(ada));
        MessageCreated notice =
                facts.await(MessageCreated.class, m -> m.address().equals(ada));
        assertThat(notice.kind()).isEqualTo(Kind.HANDOVER);
        assertThat(notice.seq()).isEqualTo(1);
    }

    @Test
    void theAiGivesUpOnceAndOnlyUnderItsOwnLease() {
        MessageCreated question = asked("ada");
        facts.publish(givesUp(question, 7L), givesUp(question, 1L), givesUp(question, 1L));
        notice(question);
        facts.publish(acme.said(question.address(), "m-2", "Hello?"));
        facts.await(
                MessageCreated.class,
                m -> "m-2".equals(m.deduplicationKey()) && m.conversationId().equals(question.conversationId()));
        assertThat(facts.told(OwnerChanged.class))
                .filteredOn(o -> o.conversationId().equals(question.conversationId()))
                .extracting(OwnerChanged::reason)
                .containsExactly("Nothing in the knowledge base fits");
    }

    @Test
    void agentsTakeTurnsAndTheReasonsAreKept() {
        List<String> agents = List.of("a", "b", "c").stream()
                .map(name -> {
                    MessageCreated question = asked(name);
                    facts.publish(acme.asksForPerson(question.address()));
                    return String.valueOf(ownerChanged(question, Owner.QUEUE).agentName());
                })
                .toList();
        assertThat(agents).containsExactly(Tenant.JANE, Tenant.OMAR, Tenant.JANE);
        List<String> decisions = database.sql("""
                        SELECT policy || ' of ' || jsonb_array_length(candidates) || ': ' || reason
                        FROM assignment_decision WHERE account_id = $1 ORDER BY decided_at
                        """)
                .bind(0, acme.account)
                .mapValue(String.class)
                .all()
                .collectList()
                .block();
        assertThat(decisions)
                .containsExactly(
                        "round_robin of 2: next after number 0 of 2 active agents",
                        "round_robin of 2: next after number 1 of 2 active agents",
                        "round_robin of 2: next after number 2 of 2 active agents");
    }

    @Test
    void anAgentWhoWritesTakesOverFromTheBot() {
        MessageCreated question = asked("ada");
        janeWrites(question, Kind.NOTE, "Let me see");
        janeWrites(question, Kind.REPLY, "I am Jane");

        MessageCreated reply = facts.await(
                MessageCreated.class,
                m -> "I am Jane".equals(m.body()) && m.conversationId().equals(question.conversationId()));
        assertThat(reply.owner()).isEqualTo(Owner.AGENT);
        assertThat(reply.leaseEpoch()).isEqualTo(2);
        assertThat(messagesIn(question))
                .filteredOn(m -> m.kind() == Kind.NOTE)
                .extracting(MessageCreated::owner)
                .containsExactly(Owner.BOT);
        double before = refused("stale");
        facts.publish(Tenant.answerTo(question, "me too"));
        Awaitility.await().until(() -> refused("stale") == before + 1);
    }

    @Test
    void theBotGoesOnUnderANewLeaseWhenAnAgentHandsBack() {
        MessageCreated question = asked("ada");
        janeWrites(question, Kind.REPLY, "I am Jane");
        Conversation _ = handBack.toBot(question.accountId(), question.conversationId(), jane())
                .block();
        assertThat(ownerChanged(question, Owner.BOT).leaseEpoch()).isEqualTo(3);

        facts.publish(acme.said(question.address(), "m-2", "And shipping?"));
        MessageCreated next = facts.await(
                MessageCreated.class,
                m -> "m-2".equals(m.deduplicationKey()) && m.conversationId().equals(question.conversationId()));
        assertThat(next.leaseEpoch()).isEqualTo(3);
        facts.publish(Tenant.answerTo(next, "Three days."));
        facts.await(MessageCreated.class, m -> next.messageId().equals(m.inReplyTo()));
    }

    private MessageCreated asked(String visitor) {
        Address address = acme.visitor(visitor);
        facts.publish(acme.said(address, "m-1", "How do I return an item?"));
        return facts.await(MessageCreated.class, m -> m.address().equals(address));
    }

    private void janeWrites(MessageCreated in, Kind kind, String body) {
        PostMessage.Posted _ = postMessage
                .post(new Posting(in.accountId(), in.conversationId(), jane(), kind, body, null))
                .block();
    }

    private Author jane() {
        return Author.agent(acme.jane().userId(), Tenant.JANE, 1);
    }

    private static HandoverRequested givesUp(MessageCreated question, Long epoch) {
        return new HandoverRequested(
                Ids.next(),
                question.accountId(),
                question.conversationId(),
                Instant.now(),
                Author.Kind.BOT,
                Reason.NO_EVIDENCE,
                "Nothing in the knowledge base fits",
                null,
                question.messageId(),
                epoch);
    }

    private double refused(String reason) {
        return meters.counter("switchboard.replies.refused", "reason", reason).count();
    }

    private MessageCreated answerIn(MessageCreated question) {
        return facts.await(MessageCreated.class, m -> question.messageId().equals(m.inReplyTo()));
    }

    private MessageCreated notice(MessageCreated question) {
        return facts.await(
                MessageCreated.class,
                m -> m.conversationId().equals(question.conversationId()) && m.kind() == Kind.HANDOVER);
    }

    private OwnerChanged ownerChanged(MessageCreated question, Owner owner) {
        return facts.await(
                OwnerChanged.class, o -> o.conversationId().equals(question.conversationId()) && o.owner() == owner);
    }

    private HandoverRequested requested(MessageCreated question) {
        return facts.await(HandoverRequested.class, h -> h.conversationId().equals(question.conversationId()));
    }

    private List<MessageCreated> messagesIn(MessageCreated question) {
        UUID conversation = question.conversationId();
        return facts.told(MessageCreated.class).stream()
                .filter(m -> m.conversationId().equals(conversation))
                .toList();
    }
}
