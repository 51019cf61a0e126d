package dev.switchboard.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.ErasureCompleted;
import dev.switchboard.common.contract.KnowledgeUpdated;
import dev.switchboard.common.contract.Topic;
import dev.switchboard.common.id.Ids;
import dev.switchboard.testing.echo.EchoServiceApplication;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SwitchboardIntegrationTest(EchoServiceApplication.class)
class SwitchboardIntegrationTestTests {
    private static final UUID ACCOUNT = Ids.next();

    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    @Test
    void aCallerIsServedAndAStrangerIsNot() {
        client.as(Callers.agentOf(ACCOUNT))
                .get()
                .uri("/greeting")
                .exchange()
                .expectBody(String.class)
                .isEqualTo("Hello, Jane Smith");
        client.bare().get().uri("/greeting").exchange().expectStatus().isUnauthorized();
        client.as(Callers.operator())
                .get()
                .uri("/greeting")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void theServiceIsHealthy() {
        client.bare().get().uri("/actuator/health").exchange().expectStatus().isOk();
    }

    @Test
    void aFactIsAnsweredOnceThoughItComesTwice() {
        KnowledgeUpdated told = article();
        KnowledgeUpdated last = article();
        facts.publish(told, told, last);
        facts.await(ErasureCompleted.class, answer -> answer.customerId().equals(last.articleId()));
        assertThat(facts.told(ErasureCompleted.class))
                .filteredOn(answer -> answer.customerId().equals(told.articleId()))
                .hasSize(1);
    }

    @Test
    void poisonIsSetAsideAndTheNextFactIsTaken() {
        KnowledgeUpdated next = article();
        facts.publishRaw(KnowledgeUpdated.TOPIC, next.key(), "not a fact".getBytes(StandardCharsets.UTF_8));
        facts.publish(next);
        facts.await(ErasureCompleted.class, answer -> answer.customerId().equals(next.articleId()));
        facts.awaitRecord(
                Topic.deadLetters(KnowledgeUpdated.TOPIC, "echo-service"),
                record -> new String(record.value(), StandardCharsets.UTF_8).equals("not a fact"));
    }

    private static KnowledgeUpdated article() {
        return new KnowledgeUpdated(Ids.next(), ACCOUNT, Instant.now(), Ids.next(), 1, false);
    }
}
