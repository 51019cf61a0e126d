package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.suite.Database;
import dev.switchboard.suite.Http;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.suite.Topics;
import dev.switchboard.visitor.Visitor;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// One trace from the webhook to the reply, on every topic and in every service's log.
@ExtendWith(SharedSuite.class)
class TraceSystemTests {
    private final RunningSuite running;
    private final String phone = "4916" + ThreadLocalRandom.current().nextLong(10_000_000L, 99_999_999L);
    private final String trace = UUID.randomUUID().toString().replace("-", "");

    TraceSystemTests(RunningSuite running) {
        this.running = running;
    }

    @Test
    void oneTraceRunsFromTheWebhookToTheReply() {
        Http.Answer taken = new MetaWebhook(running.installation(), phone)
                .deliver(
                        "wamid." + UUID.randomUUID(),
                        "How do I return an item?",
                        "traceparent",
                        "00-" + trace + "-00f067aa0ba902b7-01");
        assertThat(taken.status()).isEqualTo(200);
        await().atMost(Visitor.PATIENCE)
                .until(() -> new Database(running.installation())
                        .messagesOfIdentity(phone).stream().anyMatch(message -> "read".equals(message.delivery())));

        List<Topics.Fact> facts = new Topics(running.installation())
                .read("message.received", "message.created", "context.assembled", "reply.proposed", "delivery.updated");
        assertThat(facts.stream().filter(fact -> fact.trace().contains(trace)).map(Topics.Fact::topic))
                .contains(
                        "message.received",
                        "message.created",
                        "context.assembled",
                        "reply.proposed",
                        "delivery.updated");
        List<String> lines =
                running.logs().lines().filter(line -> line.contains(trace)).toList();
        for (String service :
                List.of("gateway", "channel-service", "conversation-service", "memory-service", "ai-service")) {
            assertThat(lines).as("a line of " + service).anyMatch(line -> line.contains(" " + service + " "));
        }
        assertThat(running.logs())
                .as("what was said, and by whom, at debug level")
                .doesNotContain(phone, "How do I return an item?");
    }
}
