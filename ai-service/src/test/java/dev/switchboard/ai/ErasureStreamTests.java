package dev.switchboard.ai;

import static dev.switchboard.ai.ContextsFixture.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.ContextAssembled;
import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.ErasureCompleted;
import dev.switchboard.common.contract.ReplyProposed;
import dev.switchboard.common.id.Ids;
import dev.switchboard.testing.DescribedRoutesProof;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@SwitchboardIntegrationTest(AiServiceApplication.class)
class ErasureStreamTests implements DescribedRoutesProof {
    private final UUID account = Ids.next();
    private final UUID customer = Ids.next();
    private final UUID conversation = Ids.next();

    @Autowired
    Facts facts;

    @Autowired
    DatabaseClient database;

    @Test
    void anErasedCustomersAnswersAreGoneAndNobodyElses() {
        answered(question(account, conversation, "session-a", "How do I return an item?", 0.8));
        answered(question(account, Ids.next(), "session-b", "How do I return an item?", 0.8));
        answered(question(account, Ids.next(), "session-c", "How do I return an item?", 0.8));
        database.sql("INSERT INTO session_reset VALUES ($1, 'session-a', now()), ($1, 'session-c', now())")
                .bind(0, account)
                .then()
                .block();
        CustomerUpdated.Erased erased = new CustomerUpdated.Erased(
                Ids.next(), account, customer, Instant.now(), List.of(conversation), List.of("user-1|session-b"));
        facts.publish(erased, erased);

        ErasureCompleted done = completed();
        assertThat(done.service()).isEqualTo("ai-service");
        assertThat(done.removed()).containsEntry("answers", 2).containsEntry("session_resets", 1);
        assertThat(count("answer")).isEqualTo(1);
        assertThat(count("session_reset")).isEqualTo(1);
    }

    @Test
    void aQuestionThatComesLateIsNotAnswered() {
        facts.publish(new CustomerUpdated.ConversationsExpired(
                Ids.next(), account, customer, Instant.now(), List.of(conversation)));
        assertThat(completed().removed()).containsEntry("answers", 0);
        ContextAssembled late = question(account, conversation, "session-a", "How do I return an item?", 0.8);
        facts.publish(late);
        answered(question(account, Ids.next(), "session-b", "How do I return an item?", 0.8));
        assertThat(facts.told(ReplyProposed.class))
                .noneMatch(reply -> reply.conversationId().equals(conversation));
        assertThat(count("answer_job")).isZero();
    }

    private void answered(ContextAssembled question) {
        facts.publish(question);
        facts.await(ReplyProposed.class, reply -> reply.conversationId().equals(question.conversationId()));
    }

    private ErasureCompleted completed() {
        return facts.await(ErasureCompleted.class, fact -> fact.customerId().equals(customer));
    }

    private long count(String table) {
        return database.sql("SELECT count(*) FROM " + table + " WHERE account_id = $1")
                .bind(0, account)
                .mapValue(Long.class)
                .one()
                .block();
    }
}
