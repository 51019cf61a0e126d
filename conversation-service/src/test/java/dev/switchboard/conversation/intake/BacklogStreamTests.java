package dev.switchboard.conversation.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.messaging.FactProducer;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

/// Many messages at once: all are recorded, a batch at a time. The rate goes to the log and is no condition.
@SwitchboardIntegrationTest(ConversationServiceApplication.class)
class BacklogStreamTests {
    private static final Logger LOG = LoggerFactory.getLogger(BacklogStreamTests.class);
    private static final int VISITORS = 200;
    private static final int EACH = Integer.getInteger("switchboard.backlog", 15);

    @Autowired
    Facts facts;

    @Autowired
    FactProducer producer;

    @Autowired
    DatabaseClient database;

    @Autowired
    MeterRegistry meters;

    @Test
    void aBacklogIsRecordedInBatches() {
        Tenant acme = Tenant.settledIn(facts);
        List<MessageReceived.Said> said = new ArrayList<>();
        for (int m = 1; m <= EACH; m++) {
            for (int v = 0; v < VISITORS; v++) {
                said.add(acme.said(acme.visitorOfQuietInbox("v" + v), "m-" + m, "message " + m));
            }
        }
        long started = System.nanoTime();
        long cpuBefore = cpu();
        Flux.fromIterable(said).flatMap(producer::publish, 1000).then().block();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> recorded() == said.size());
        Duration took = Duration.ofNanos(System.nanoTime() - started);
        LOG.warn(
                "{} messages in {} ms with {} ms of this process's CPU, {} facts sent",
                said.size(),
                took.toMillis(),
                (cpu() - cpuBefore) / 1_000_000,
                sent());

        assertThat(count("SELECT count(*) FROM message_key")).isEqualTo(said.size());
        assertThat(count("SELECT count(*) FROM conversation WHERE last_seq = " + EACH))
                .isEqualTo(VISITORS);
        assertThat(count("SELECT count(*) FROM message_unplanned"))
                .as("each month has its own table")
                .isZero();
        assertThat(count("SELECT count(*) FROM pg_inherits WHERE inhparent = 'message'::regclass"))
                .as("this month, two to come, and the one that stays empty")
                .isEqualTo(4);
        facts.await(MessageCreated.class, m -> m.seq() == EACH);
        Awaitility.await().until(() -> count("SELECT count(*) FROM outbox") == 0);
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private double sent() {
        return meters.counter("switchboard.outbox.sent").count();
    }

    private long recorded() {
        return count("SELECT count(*) FROM message");
    }

    private long count(String sql) {
        return database.sql(sql).mapValue(Long.class).one().blockOptional().orElseThrow();
    }
}
