package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.suite.Database;
import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.visitor.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// A customer on WhatsApp, with the provider's side played by the emulator.
@ExtendWith(SharedSuite.class)
class WhatsAppFlowSystemTests {
    private static final String QUESTION = "How do I return an item?";
    private static final int CHANNEL_SERVICE = 8102;
    private static final int EMULATORS = 8190;

    private final Installation suite;
    private final String phone = "4915" + ThreadLocalRandom.current().nextLong(10_000_000L, 99_999_999L);
    private final String wamid = "wamid." + UUID.randomUUID();
    private final MetaWebhook meta;

    WhatsAppFlowSystemTests(RunningSuite running) {
        this.suite = running.installation();
        this.meta = new MetaWebhook(suite, phone);
    }

    @Test
    void aMessageDeliveredFiveTimesIsRecordedAndAnsweredOnce() {
        List<Integer> answers = IntStream.range(0, 5)
                .parallel()
                .mapToObj(_ -> meta.deliver(wamid, QUESTION).status())
                .toList();
        assertThat(answers).containsOnly(200);

        await().atMost(Visitor.PATIENCE)
                .untilAsserted(() ->
                        assertThat(stored()).extracting(Database.Stored::author).containsExactly("customer", "bot"));
        await().atMost(Visitor.PATIENCE)
                .untilAsserted(() -> assertThat(stored())
                        .extracting(Database.Stored::delivery)
                        .containsExactly(null, "read"));

        assertThat(stored().getFirst().body()).isEqualTo(QUESTION);
        assertThat(sent()).as("what the emulated Graph API took").hasSize(1);
        assertThat(sent().getFirst().path("text").asString())
                .isEqualTo(stored().getLast().body());
    }

    @Test
    void aWrongSignatureIsRefusedAndCountedAndNothingMore() {
        double before = refusedSignatures();
        Http.Answer answer = meta.deliverSignedWith("not-the-secret", wamid, QUESTION);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(refusedSignatures()).isEqualTo(before + 1);
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(stored()).isEmpty());
    }

    private List<Database.Stored> stored() {
        return new Database(suite).messagesOfIdentity(phone);
    }

    private List<JsonNode> sent() {
        JsonNode all = Http.ANONYMOUS
                .get(suite.loopback(EMULATORS, "/_sent?provider=whatsapp"))
                .json();
        return StreamSupport.stream(all.spliterator(), false)
                .filter(message -> message.path("to").asString().equals(phone))
                .toList();
    }

    private double refusedSignatures() {
        return Http.ANONYMOUS
                .get(suite.loopback(CHANNEL_SERVICE, "/actuator/prometheus"))
                .text()
                .lines()
                .filter(line -> line.matches("switchboard_webhook_\\w*total\\{.*signature.*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
