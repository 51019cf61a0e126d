package dev.switchboard.ai.copilot;

import static dev.switchboard.ai.ContextsFixture.RETURNS_TEXT;
import static dev.switchboard.ai.copilot.Desk.agent;
import static dev.switchboard.ai.copilot.Desk.customer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ai.AiServiceApplication;
import dev.switchboard.common.id.Ids;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// The desk's help without a language model.
@SwitchboardIntegrationTest(AiServiceApplication.class)
class CopilotStreamTests {
    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    private Desk desk;

    @BeforeEach
    void desk() {
        desk = new Desk(Ids.next(), facts, client);
    }

    @Test
    void aPassageIsSuggestedWithItsSourceAndOneThatIsNotSureWithCare() {
        desk.post("suggestions", 0.8, List.of(customer("How do I return it?")))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.data.text")
                .isEqualTo(RETURNS_TEXT)
                .jsonPath("$.data.detail")
                .doesNotExist()
                .jsonPath("$.data.confidence")
                .isEqualTo(0.8)
                .jsonPath("$.data.sources[0].title")
                .isEqualTo("Returning an item")
                .jsonPath("$.data.model")
                .isEqualTo("retrieval-only");
        desk.post("suggestions", 0.4, List.of(customer("Can I return a gift?")))
                .expectBody()
                .jsonPath("$.data.text")
                .isEqualTo(RETURNS_TEXT)
                .jsonPath("$.data.detail")
                .isNotEmpty();
        desk.post("suggestions", 0.1, List.of(customer("Do you sell horses?")))
                .expectBody()
                .jsonPath("$.data.text")
                .doesNotExist()
                .jsonPath("$.data.sources")
                .isEmpty();
    }

    @Test
    void aLongConversationIsSummedUpInItsOwnSentences() {
        List<String> smallTalk = List.of("Thanks!", "One moment.", "Sure.", "I see.", "Okay then.");
        Stream<String> talk = Stream.of(
                "Good morning. My lamp of order 4711 came broken.",
                "I am sorry. Could you send a photo of the broken lamp?",
                "The weather is nice here today, by the way.",
                "We will send a new lamp for order 4711 tomorrow.",
                "And who pays for sending the broken lamp back?");
        List<String> said = talk.flatMap(text -> Stream.concat(Stream.of(text), smallTalk.stream()))
                .toList();

        desk.post("summaries", 0, said.stream().map(text -> customer(text)).toList())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.data.messages")
                .isEqualTo(30)
                .jsonPath("$.data.text")
                .value(
                        String.class,
                        text -> assertThat(text.lines())
                                .hasSizeLessThanOrEqualTo(6)
                                .contains(
                                        "- Customer: My lamp of order 4711 came broken.",
                                        "- Customer: And who pays for sending the broken lamp back?")
                                .noneMatch(line -> line.contains("Thanks")));
        desk.post("summaries", 0, List.of(customer("Hi"), agent("Hello")))
                .expectBody()
                .jsonPath("$.data.text")
                .isEqualTo("- Customer: Hi\n- Agent: Hello");
    }

    @Test
    void whatTakesAModelSaysSoAndBadInputIsNamed() {
        desk.post("rewrites", "{\"text\": \"u can\", \"style\": \"formal\"}")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("model-required");
        desk.post("translations", "{\"text\": \"Hello\", \"language\": \"de\"}")
                .expectStatus()
                .isEqualTo(409);
        desk.post("translations", "{\"text\": \"Hello\", \"language\": \"qq\"}")
                .expectStatus()
                .isBadRequest();
        desk.post("rewrites", "{\"text\": \"Hello\", \"style\": \"rude\"}")
                .expectStatus()
                .isBadRequest();
        desk.post("suggestions", 0, List.of()).expectStatus().isNotFound();
    }
}
