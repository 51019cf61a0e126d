package dev.switchboard.ai.answer;

import static dev.switchboard.ai.ContextsFixture.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ai.AiServiceApplication;
import dev.switchboard.ai.model.Considered;
import dev.switchboard.ai.model.Decision;
import dev.switchboard.common.contract.ContextAssembled;
import dev.switchboard.common.contract.HandoverRequested;
import dev.switchboard.common.contract.ReplyProposed;
import dev.switchboard.common.contract.Source;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Received;
import dev.switchboard.common.service.Trace;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;

/// A worker that is killed leaves a leased job and nothing else. Here the test is that worker: it takes the job while
/// the service's own workers stand still.
@SwitchboardIntegrationTest(AiServiceApplication.class)
@TestPropertySource(
        properties = {
            "switchboard.answering.lease=2s",
            "switchboard.answering.poll=100ms",
            "switchboard.answering.attempts=2"
        })
class KilledWorkerIntegrationTests {
    private final UUID account = Ids.next();
    private final UUID conversation = Ids.next();

    @Autowired
    Facts facts;

    @Autowired
    AnswerJobs jobs;

    @Autowired
    AnswerWorkers workers;

    @Autowired
    TellOutcome tellOutcome;

    @Autowired
    DatabaseClient database;

    @BeforeEach
    void stopWorkers() {
        workers.stop();
        assertThat(database.sql("DELETE FROM answer_job").then().block()).isNull();
    }

    @Test
    void theQuestionOfAKilledWorkerIsAnsweredOnceByAnother() {
        ContextAssembled question = waiting("How do I return an item?");
        AnswerJob killed = jobs.take(1).single().block();
        assertThat(jobs.take(1).collectList().block()).isEmpty();

        workers.start();

        ReplyProposed reply =
                facts.await(ReplyProposed.class, told -> told.inReplyTo().equals(question.questionId()));
        assertThat(reply.eventId()).isEqualTo(killed.id());

        // the first one was not dead but slow
        assertThat(tellOutcome
                        .tell(killed, Considered.by("late", List.of(), lateReply()), 0)
                        .then()
                        .block())
                .isNull();
        assertThat(repliesTo(question)).isEqualTo(1);
    }

    @Test
    void aSlowWorkerThatWasOvertakenTellsNothing() {
        ContextAssembled question = waiting("How do I return an item?");
        AnswerJob slow = jobs.take(1).single().block();
        AnswerJob second = Awaitility.await().until(() -> jobs.take(1).next().block(), job -> job != null);
        assertThat(second.id()).isEqualTo(slow.id());
        assertThat(second.attempt()).isEqualTo(2);

        assertThat(tellOutcome
                        .tell(slow, Considered.by("late", List.of(), lateReply()), 0)
                        .then()
                        .block())
                .isNull();
        assertThat(database.sql("SELECT count(*) FROM answer WHERE question_id = $1")
                        .bind(0, question.questionId())
                        .mapValue(Long.class)
                        .one()
                        .block())
                .isZero();
    }

    @Test
    void onlyTheFirstQuestionOfAConversationIsTaken() {
        ContextAssembled first = waiting("How do I return an item?");
        ContextAssembled second = waiting("And two items?");

        assertThat(jobs.take(10).collectList().block())
                .extracting(job -> job.context().questionId())
                .contains(first.questionId())
                .doesNotContain(second.questionId());
    }

    @Test
    void aQuestionThatKillsItsWorkersIsHandedOver() {
        ContextAssembled question = waiting("How do I return an item?");
        for (int attempt = 1; attempt <= 2; attempt++) {
            Awaitility.await().until(() -> jobs.take(1).next().block(), job -> job != null);
        }

        workers.start();

        assertThat(facts.await(
                                HandoverRequested.class,
                                told -> question.questionId().equals(told.inReplyTo()))
                        .reason())
                .isEqualTo(HandoverRequested.Reason.MODEL_FAILED);
    }

    private ContextAssembled waiting(String text) {
        ContextAssembled question = question(account, conversation, text, 0.8);
        assertThat(jobs.add(List.of(new Received<>(question, Trace.start().header())))
                        .then()
                        .block())
                .isNull();
        return question;
    }

    private long repliesTo(ContextAssembled question) {
        return facts.told(ReplyProposed.class).stream()
                .filter(reply -> reply.inReplyTo().equals(question.questionId()))
                .count();
    }

    private static Decision lateReply() {
        return new Decision.Reply("late", List.<Source>of(), null, 1);
    }
}
