package dev.switchboard.ai.answer;

import static dev.switchboard.ai.ContextsFixture.RETURNS;
import static dev.switchboard.ai.ContextsFixture.RETURNS_TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ai.AiServiceApplication;
import dev.switchboard.ai.ContextsFixture;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ContextAssembled;
import dev.switchboard.common.contract.ContextAssembled.Turn;
import dev.switchboard.common.contract.HandoverRequested;
import dev.switchboard.common.contract.HandoverRequested.Reason;
import dev.switchboard.common.contract.Passage;
import dev.switchboard.common.contract.ReplyProposed;
import dev.switchboard.common.contract.Source;
import dev.switchboard.common.id.Ids;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SwitchboardIntegrationTest(AiServiceApplication.class)
class AskBackStreamTests {
    private static final UUID SHIPPING = Ids.next();
    private static final String SHIPPING_TEXT = "Parcels take three days.";

    private final UUID account = Ids.next();
    private final UUID conversation = Ids.next();

    @Autowired
    Facts facts;

    @Test
    void whatIsNotSureIsAskedBackOnceAndThenGoesToAPerson() {
        ReplyProposed asked = replyTo(said("It does not fit", near("en")));

        assertThat(asked.body()).contains("1. Returning an item").contains("2. Shipping");
        assertThat(asked.sources()).extracting(Source::articleId).containsExactly(RETURNS, SHIPPING);
        assertThat(asked.intent()).isEqualTo("clarification-question");
        assertThat(asked.confidence()).isEqualTo(0.42);

        HandoverRequested handOver = handOverOf(said("I mean it does not go on", near("en")));
        assertThat(handOver.reason()).isEqualTo(Reason.LOW_CONFIDENCE);
        assertThat(handOver.detail()).contains("Returning an item").contains("0.42");
    }

    @Test
    void whatTheCustomerChoosesIsAnsweredFromWhatWasFoundForTheQuestion() {
        ReplyProposed _ = replyTo(said("It does not fit", near("en")));

        ReplyProposed answer = replyTo(said("the second one", List.of()));

        assertThat(answer.body()).isEqualTo(SHIPPING_TEXT);
        assertThat(answer.sources()).extracting(Source::articleId).containsExactly(SHIPPING);
    }

    @Test
    void oneArticleIsConfirmedWithYes() {
        ReplyProposed asked = replyTo(said("It does not fit", near("en").subList(0, 1)));
        assertThat(asked.body()).contains("“Returning an item”").doesNotContain("1.");

        assertThat(replyTo(said("yes please", List.of())).body()).isEqualTo(RETURNS_TEXT);
    }

    @Test
    void whoMeansNoneOfThemGetsAPerson() {
        ReplyProposed _ = replyTo(said("It does not fit", near("en")));

        assertThat(handOverOf(said("none of these", List.of())).detail()).contains("none of the articles");
    }

    @Test
    void theCustomerIsAskedInTheLanguageOfTheArticles() {
        assertThat(replyTo(said("Es passt nicht", near("de"))).body()).contains("Geht es um eines davon?");
    }

    @Test
    void otherWordsAreAQuestionOfTheirOwn() {
        ReplyProposed _ = replyTo(said("It does not fit", near("en")));

        ContextAssembled clear = said("How do I return an item?", List.of(passage(RETURNS, "Returning", 0.9, "en")));

        assertThat(replyTo(clear).intent()).isEqualTo("order_returns");
    }

    @Test
    void aNumberThatNobodyAskedForIsAQuestion() {
        assertThat(handOverOf(said("2", List.of())).reason()).isEqualTo(Reason.NO_EVIDENCE);
    }

    private static List<Passage> near(String language) {
        return List.of(
                passage(RETURNS, "Returning an item", 0.42, language),
                passage(RETURNS, "Returning an item", 0.41, language),
                passage(SHIPPING, "Shipping", 0.4, language),
                passage(Ids.next(), "Careers", 0.1, language));
    }

    private static Passage passage(UUID article, String title, double relevance, String language) {
        return new Passage(
                new Source(article, title, null, relevance),
                article.equals(SHIPPING) ? SHIPPING_TEXT : RETURNS_TEXT,
                "Order Returns",
                language);
    }

    private ContextAssembled said(String text, List<Passage> passages) {
        ContextAssembled plain = ContextsFixture.question(account, conversation, text, 0);
        ContextAssembled said = new ContextAssembled(
                plain.eventId(),
                account,
                conversation,
                plain.occurredAt(),
                plain.questionId(),
                text,
                plain.leaseEpoch(),
                plain.address(),
                plain.customerId(),
                List.of(new Turn(Author.Kind.CUSTOMER, "…"), new Turn(Author.Kind.BOT, "…")),
                List.of(),
                passages);
        facts.publish(said);
        return said;
    }

    private ReplyProposed replyTo(ContextAssembled question) {
        return facts.await(ReplyProposed.class, reply -> reply.inReplyTo().equals(question.questionId()));
    }

    private HandoverRequested handOverOf(ContextAssembled question) {
        return facts.await(
                HandoverRequested.class, asked -> question.questionId().equals(asked.inReplyTo()));
    }
}
