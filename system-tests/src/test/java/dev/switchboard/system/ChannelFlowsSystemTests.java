package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.switchboard.suite.Database;
import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.visitor.Visitor;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// A customer on each channel of the demo tenant, with the provider's side played by its emulator: a signed event
/// becomes one message in one conversation, the answer arrives at the provider where it belongs, and its status
/// comes back.
@ExtendWith(SharedSuite.class)
class ChannelFlowsSystemTests {
    private static final int EMULATORS = 8190;
    private static final String QUESTION = "How do I return an item?";

    private final Installation suite;
    private final long number = ThreadLocalRandom.current().nextLong(10_000_000L, 99_999_999L);

    ChannelFlowsSystemTests(RunningSuite running) {
        this.suite = running.installation();
    }

    @ParameterizedTest
    @CsvSource({
        "whatsapp, 4915, wamid., read",
        "twilio, +4915, SM, delivered",
        "messenger, 7, m_, read",
        "x, 5, 1, read",
        "telegram, 4, 2, sent",
        "mattermost, u, post, sent",
        "slack, U, Ev, sent",
        "intercom, 6419c, 5, sent"
    })
    void aQuestionIsRecordedOnceAndAnsweredWhereItWasAsked(
            String provider, String prefix, String idPrefix, String furthest) {
        String customer = prefix + number;
        String ts = "1760000000." + number % 1_000_000;
        for (int i = 0; i < 3; i++) {
            Http.Answer answer = play(provider, """
                    {"from":"%s","text":"%s","id":"%s%d","ts":"%s"}""".formatted(customer, QUESTION, idPrefix, number, ts));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }
        await().atMost(Visitor.PATIENCE)
                .untilAsserted(() -> assertThat(stored(customer))
                        .extracting(Database.Stored::author, Database.Stored::delivery)
                        .containsExactly(tuple("customer", null), tuple("bot", furthest)));
        assertThat(stored(customer))
                .extracting(Database.Stored::conversation)
                .hasSize(2)
                .containsOnly(stored(customer).getFirst().conversation());
        String text = stored(customer).getLast().body();
        List<JsonNode> sent = sent(provider).stream()
                .filter(message -> Set.of(customer, "demo-channel", "C0DEMO")
                        .contains(message.path("to").asString()))
                .filter(message -> switch (provider) {
                    case "slack" -> message.path("thread").asString().equals(ts);
                    case "mattermost", "intercom" ->
                        message.path("thread").asString().equals(idPrefix + number);
                    default -> true;
                })
                .toList();
        assertThat(sent).as("what the emulator took, in its thread").hasSize(1);
        assertThat(sent.getFirst().path("text").asString())
                .contains(text.substring(0, Math.min(40, text.indexOf('\n') < 0 ? 40 : text.indexOf('\n'))));
    }

    @Test
    void aDirectSmsIsRecordedInTheConversationAndItsStatusToo() {
        String customer = "+4916" + number;
        Desk desk = Desk.logIn(suite, "jane@acme.test");
        String body = "{\"to\":\"%s\",\"body\":\"Your order is on its way\",\"id\":\"direct-%d\"}"
                .formatted(customer, number);
        Http.Answer first = desk.http().post(suite.http("/api/twilio/send"), body);
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        Http.Answer again = desk.http().post(suite.http("/api/twilio/send"), body);
        assertThat(again.text()).isEqualTo(first.text());
        await().atMost(Visitor.PATIENCE)
                .untilAsserted(() -> assertThat(stored(customer))
                        .extracting(Database.Stored::author, Database.Stored::delivery)
                        .containsExactly(tuple("agent", "delivered")));
        assertThat(sent("twilio"))
                .filteredOn(message -> message.path("to").asString().equals(customer))
                .hasSize(1);
    }

    private Http.Answer play(String provider, String json) {
        return Http.ANONYMOUS.post(suite.loopback(EMULATORS, "/_play/" + provider), json);
    }

    private List<Database.Stored> stored(String customer) {
        return new Database(suite).messagesOfIdentity(customer);
    }

    private List<JsonNode> sent(String provider) {
        JsonNode all = Http.ANONYMOUS
                .get(suite.loopback(EMULATORS, "/_sent?provider=" + provider))
                .json();
        return StreamSupport.stream(all.spliterator(), false).toList();
    }
}
