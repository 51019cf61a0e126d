package dev.switchboard.conversation.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Topic;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import dev.switchboard.testing.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@SwitchboardIntegrationTest(ConversationServiceApplication.class)
@TestPropertySource(
        properties = {
            "spring.r2dbc.url=r2dbc:postgresql://127.0.0.1:${line.port}/${POSTGRES_DB}",
            "spring.r2dbc.pool.max-acquire-time=1s"
        })
class DatabaseAwayIntegrationTests {
    private static final Line LINE =
            new Line(TestServers.postgres().host(), TestServers.postgres().port());

    @Autowired
    Facts facts;

    @Autowired
    DatabaseClient database;

    @DynamicPropertySource
    static void line(DynamicPropertyRegistry registry) {
        registry.add("line.port", LINE::port);
    }

    @AfterAll
    static void close() {
        LINE.close();
    }

    @Test
    void theDatabaseIsWaitedForAndNothingGoesToTheDeadLetters() {
        Tenant acme = Tenant.settledIn(facts);
        Address ada = acme.visitor("ada");
        facts.publish(acme.said(ada, "m-1", "before"));
        facts.await(MessageCreated.class, m -> m.seq() == 1);

        LINE.cut();
        facts.publish(acme.said(ada, "m-2", "during"), acme.said(ada, "m-3", "during"));
        Awaitility.await().during(Duration.ofSeconds(3)).until(this::isAway);
        LINE.mend();

        MessageCreated last = facts.await(MessageCreated.class, m -> "m-3".equals(m.deduplicationKey()));
        assertThat(last.seq()).isEqualTo(3);
        // a send whose row could not be deleted any more is repeated under the same event id
        assertThat(facts.told(MessageCreated.class).stream().distinct())
                .extracting(MessageCreated::deduplicationKey)
                .containsExactly("m-1", "m-2", "m-3");
        assertThat(deadLetters()).isZero();
    }

    private boolean isAway() {
        return database.sql("SELECT 1")
                .then()
                .thenReturn(false)
                .onErrorReturn(true)
                .blockOptional()
                .orElseThrow();
    }

    private static long deadLetters() {
        TopicPartition dead = new TopicPartition(Topic.deadLetters(MessageReceived.TOPIC, "conversation-service"), 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestServers.kafka()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            return consumer.endOffsets(List.of(dead)).getOrDefault(dead, -1L);
        }
    }
}
