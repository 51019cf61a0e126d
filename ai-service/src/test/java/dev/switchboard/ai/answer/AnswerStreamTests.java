package dev.switchboard.ai.answer;

import static dev.switchboard.ai.ContextsFixture.RETURNS;
import static dev.switchboard.ai.ContextsFixture.RETURNS_TEXT;
import static dev.switchboard.ai.ContextsFixture.again;
import static dev.switchboard.ai.ContextsFixture.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ai.AiServiceApplication;
import dev.switchboard.ai.inbox.Inboxes;
import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.ContextAssembled;
import dev.switchboard.common.contract.HandoverRequested;
import dev.switchboard.common.contract.HandoverRequested.Reason;
import dev.switchboard.common.contract.ReplyProposed;
import dev.switchboard.common.contract.Source;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.TailReader;
import dev.switchboard.common.service.Trace;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@SwitchboardIntegrationTest(AiServiceApplication.class)
class AnswerStreamTests {
    private final UUID account = Ids.next();
    private final UUID conversation = Ids.next();

    @Autowired
    Facts facts;

    @Autowired
    DatabaseClient database;

    @Autowired
    Inboxes inboxes;

    @Test
    void aRelevantPassageIsTheAnswerWithItsSource() {
        ContextAssembled question = question(account, conversation, "How do I return order 12345?", 0.8);
        facts.publish(question);

        ReplyProposed reply = replyTo(question);

        assertThat(reply.body()).isEqualTo(RETURNS_TEXT);
        assertThat(reply.sources())
                .containsExactly(new Source(RETURNS, "Returning an item", "https://acme.test/returns", 0.8));
        assertThat(reply.leaseEpoch()).isEqualTo(question.leaseEpoch());
        assertThat(reply.conversationId()).isEqualTo(conversation);
        assertThat(reply.intent()).isEqualTo("order_returns");
        assertThat(reply.confidence()).isEqualTo(0.8);
        assertThat(reply.entities()).containsExactly("12345");
        assertThat(recorded(question)).isEqualTo("answered/retrieval-only/0.8");
    }

    @Test
    void theCustomerSeesThatAnAnswerIsBeingWritten() {
        ContextAssembled question = question(account, conversation, "How do I return an item?", 0.8);
        facts.publish(question);
        replyTo(question);

        facts.await(TypingChanged.class, sign -> question.questionId().equals(sign.inReplyTo()) && !sign.typing());
        assertThat(facts.told(TypingChanged.class))
                .filteredOn(sign -> question.questionId().equals(sign.inReplyTo()))
                .extracting(TypingChanged::typing)
                .containsExactly(true, false);
    }

    @Test
    void whatIsNotRelevantEnoughIsHandedOverWithAReason() {
        ContextAssembled nothing = question(account, conversation, "My parcel bit my dog, who pays?", 0);
        ContextAssembled little = question(account, conversation, "Do you rent bikes?", 0.1);
        facts.publish(nothing, little);

        assertThat(handOverOf(nothing).reason()).isEqualTo(Reason.NO_EVIDENCE);
        HandoverRequested handOver = handOverOf(little);
        assertThat(handOver.reason()).isEqualTo(Reason.NO_EVIDENCE);
        assertThat(handOver.detail()).contains("Returning an item").contains("0.10");
        assertThat(handOver.summary()).contains("I bought a lamp").contains("Do you rent bikes?");
        assertThat(handOver.leaseEpoch()).isEqualTo(little.leaseEpoch());
        assertThat(handOver.by()).isEqualTo(Author.Kind.BOT);
        assertThat(facts.told(ReplyProposed.class))
                .noneMatch(reply -> reply.conversationId().equals(conversation));
    }

    @Test
    void aWishForAPersonIsGrantedWhateverTheArticlesSay() {
        ContextAssembled question = question(account, conversation, "I want to talk to a human about returns", 0.9);
        facts.publish(question);

        assertThat(handOverOf(question).reason()).isEqualTo(Reason.CUSTOMER_ASKED);
    }

    @Test
    void aGreetingIsReturnedWithoutASource() {
        ContextAssembled question = question(account, conversation, "Hello", 0);
        facts.publish(question);

        ReplyProposed reply = replyTo(question);
        assertThat(reply.intent()).isEqualTo("greeting");
        assertThat(reply.sources()).isEmpty();
    }

    @Test
    void customersTextIsNeverAFormat() {
        ContextAssembled question = question(account, conversation, "%s %n ${jndi:ldap://x} {{7*7}} <b>", 0.1);
        facts.publish(question);

        assertThat(handOverOf(question).summary()).contains("%s %n ${jndi:ldap://x} {{7*7}} <b>");
    }

    @Test
    void aQuestionThatComesTwiceIsAnsweredOnce() {
        ContextAssembled question = question(account, conversation, "How do I return an item?", 0.8);
        facts.publish(question, question, again(question));
        replyTo(question);
        facts.publish(question, again(question));
        ContextAssembled last = question(account, conversation, "And how do I return two items?", 0.8);
        facts.publish(last);
        replyTo(last);

        assertThat(facts.told(ReplyProposed.class))
                .filteredOn(reply -> reply.inReplyTo().equals(question.questionId()))
                .hasSize(1);
    }

    @Test
    void answersOfAConversationKeepTheOrderOfTheQuestions() {
        List<ContextAssembled> questions = new ArrayList<>();
        List<UUID> others = IntStream.range(0, 10).mapToObj(_ -> Ids.next()).toList();
        for (int i = 0; i < 20; i++) {
            questions.add(question(account, conversation, "How do I return item " + i + "?", 0.8));
            questions.add(question(account, others.get(i % 10), "How do I return that?", 0.8));
        }
        facts.publish(questions.toArray(ContextAssembled[]::new));
        questions.forEach(this::replyTo);

        assertThat(facts.told(ReplyProposed.class))
                .filteredOn(reply -> reply.conversationId().equals(conversation))
                .extracting(ReplyProposed::inReplyTo)
                .containsExactlyElementsOf(questions.stream()
                        .filter(question -> question.conversationId().equals(conversation))
                        .map(ContextAssembled::questionId)
                        .toList());
    }

    @Test
    void whereAnOutsideBotAnswersTheBuiltInOneIsSilent() {
        ContextAssembled theirs = question(account, Ids.next(), "How do I return an item?", 0.8);
        UUID inbox = theirs.address().inboxId();
        facts.publish(new AccountUpdated.Inbox(
                Ids.next(),
                account,
                Instant.now(),
                inbox,
                "Outside bot",
                Channel.WEB,
                AccountUpdated.Responder.BOT,
                false,
                List.of(),
                null));
        Awaitility.await().until(() -> !inboxes.isOurs(inbox));
        ContextAssembled ours = question(account, conversation, "How do I return an item?", 0.8);
        facts.publish(theirs, ours);
        replyTo(ours);

        assertThat(database.sql("SELECT count(*) FROM answer_job WHERE question_id = $1")
                        .bind(0, theirs.questionId())
                        .mapValue(Long.class)
                        .one()
                        .block())
                .isZero();
        assertThat(facts.told(ReplyProposed.class))
                .noneMatch(reply -> reply.conversationId().equals(theirs.conversationId()));
    }

    @Test
    void noQuestionIsLeftBehind() {
        facts.publish(question(account, conversation, "How do I return an item?", 0.8));

        Awaitility.await()
                .untilAsserted(() -> assertThat(database.sql("SELECT count(*) FROM answer_job")
                                .mapValue(Long.class)
                                .one()
                                .block())
                        .isZero());
    }

    @Test
    void theTraceGoesOn() {
        ContextAssembled question = question(account, conversation, "How do I return an item?", 0.8);
        facts.publish(question);
        String asked = trace(ContextAssembled.TOPIC, question.eventId());
        String answered = trace(ReplyProposed.TOPIC, replyTo(question).eventId());

        assertThat(Trace.parse(answered).traceId()).isEqualTo(Trace.parse(asked).traceId());
    }

    private String trace(String topic, UUID eventId) {
        return TailReader.header(
                facts.awaitRecord(topic, r -> eventId.toString().equals(TailReader.header(r, "ce_id"))), Trace.HEADER);
    }

    private ReplyProposed replyTo(ContextAssembled question) {
        return facts.await(ReplyProposed.class, reply -> reply.inReplyTo().equals(question.questionId()));
    }

    private HandoverRequested handOverOf(ContextAssembled question) {
        return facts.await(
                HandoverRequested.class, asked -> question.questionId().equals(asked.inReplyTo()));
    }

    private String recorded(ContextAssembled question) {
        return database.sql("""
                        SELECT coalesce(reason, 'answered') || '/' || model || '/' || confidence FROM answer
                        WHERE account_id = $1 AND question_id = $2
                        """)
                .bind(0, account)
                .bind(1, question.questionId())
                .mapValue(String.class)
                .one()
                .block();
    }
}
