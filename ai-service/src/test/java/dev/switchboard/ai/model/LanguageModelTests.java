package dev.switchboard.ai.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ai.model.ChatModel.Fault;
import dev.switchboard.ai.model.ModelEndpoint.Place;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.test.StepVerifier;

class LanguageModelTests {
    private static final Prompt PROMPT = new Prompt("Answer.", "How do I return \"it\"?", 0);

    private final ChatModel server = new ChatModel();
    private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("model");

    @AfterEach
    void close() {
        server.close();
    }

    private ModelEndpoint endpoint(String url, String key) {
        return endpoint(url, key, false);
    }

    private ModelEndpoint endpoint(String url, String key, boolean stream) {
        return endpoint(url, key, stream, Duration.ofSeconds(20));
    }

    private ModelEndpoint endpoint(String url, String key, boolean stream, Duration patience) {
        Place place = new Place(url, key);
        return new ModelEndpoint(
                place,
                place,
                null,
                500,
                0.7,
                Duration.ofSeconds(3),
                2,
                patience,
                stream,
                new BigDecimal("0.15"),
                new BigDecimal("0.60"),
                BigDecimal.TEN);
    }

    private LanguageModel openAi(String key) {
        ModelEndpoint endpoint = endpoint(server.url() + "/", key);
        return new HttpLanguageModel(WebClient.create(), new ModelDialect.OpenAi(endpoint), endpoint, breaker);
    }

    @Test
    void openAiIsAskedAsItsReferenceSays() {
        server.write(_ -> "Print the label. [1]");

        Completion completion = openAi(ChatModel.KEY).complete(PROMPT).block();

        assertThat(completion).isEqualTo(new Completion("Print the label. [1]", 1000, 100));
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.path()).isEqualTo("v1/chat/completions");
            assertThat(asked.body())
                    .contains("\"model\":\"gpt-4o-mini\"", "\"max_tokens\":500", "\"temperature\":0.7")
                    .contains("{\"role\":\"system\",\"content\":\"Answer.\"}")
                    .contains("{\"role\":\"user\",\"content\":\"How do I return \\\"it\\\"?\"}");
        });
        assertThat(endpoint("", "").generation(PROMPT, completion).costMicros()).isEqualTo(210);
    }

    @Test
    void openAiTellsWhatItWritesWordByWord() {
        server.write(_ -> "Print the label. [1]");
        server.fail(Fault.BROKEN_OFF);
        List<String> soFar = new ArrayList<>();
        ModelEndpoint endpoint = endpoint(server.url(), ChatModel.KEY, true);
        LanguageModel streaming =
                new HttpLanguageModel(WebClient.create(), new ModelDialect.OpenAi(endpoint), endpoint, breaker);

        assertThat(streaming.complete(PROMPT, soFar::add).block())
                .isEqualTo(new Completion("Print the label. [1]", 1000, 100));
        assertThat(soFar)
                .containsExactly("Print ", "Print ", "Print the ", "Print the label. ", "Print the label. [1]");
        assertThat(server.asked())
                .hasSize(2)
                .allSatisfy(asked -> assertThat(asked.body()).contains("\"stream_options\":{\"include_usage\":true}"));
    }

    @Test
    void anthropicIsAskedAsItsReferenceSays() {
        server.write(_ -> "Print the label. [1]");
        ModelEndpoint endpoint = endpoint(server.url(), ChatModel.KEY);
        LanguageModel anthropic =
                new HttpLanguageModel(WebClient.create(), new ModelDialect.Anthropic(endpoint), endpoint, breaker);

        assertThat(anthropic.complete(PROMPT).block()).isEqualTo(new Completion("Print the label. [1]", 20, 10));
        assertThat(server.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.body()).contains("\"system\":\"Answer.\"", "\"max_tokens\":500"));
    }

    @Test
    void anthropicTellsWhatItWritesWordByWord() {
        server.write(_ -> "Print the label. [1]");
        server.fail(Fault.BROKEN_OFF);
        List<String> soFar = new ArrayList<>();
        ModelEndpoint endpoint = endpoint(server.url(), ChatModel.KEY, true);
        LanguageModel streaming =
                new HttpLanguageModel(WebClient.create(), new ModelDialect.Anthropic(endpoint), endpoint, breaker);

        assertThat(streaming.complete(PROMPT, soFar::add).block())
                .isEqualTo(new Completion("Print the label. [1]", 20, 10));
        assertThat(soFar).containsExactly("Print ", "Print the ", "Print the label. ", "Print the label. [1]");
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void whatPassesIsTriedAgain() {
        server.fail(Fault.BUSY, Fault.BROKEN);

        assertThat(openAi(ChatModel.KEY).complete(PROMPT).block()).isNotNull();
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void aWrongKeyIsNotTriedAgain() {
        StepVerifier.create(openAi("wrong").complete(PROMPT))
                .expectError(ModelUnavailable.class)
                .verify();
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aModelThatIsSilentOrUnreadableIsUnavailable() {
        server.fail(Fault.UNREADABLE, Fault.UNREADABLE, Fault.SILENT);

        StepVerifier.create(openAi(ChatModel.KEY).complete(PROMPT))
                .expectError(ModelUnavailable.class)
                .verify();
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void aModelThatIsSilentUntilTheEndOfPatienceCountsAsFailed() {
        server.fail(Fault.SILENT);
        ModelEndpoint endpoint = endpoint(server.url(), ChatModel.KEY, false, Duration.ofSeconds(1));
        LanguageModel model =
                new HttpLanguageModel(WebClient.create(), new ModelDialect.OpenAi(endpoint), endpoint, breaker);

        StepVerifier.create(model.complete(PROMPT))
                .expectError(ModelUnavailable.class)
                .verify();
        assertThat(server.asked()).hasSize(1);
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
    }

    @Test
    void aModelThatKeepsFailingIsLeftAlone() {
        breaker.transitionToOpenState();

        StepVerifier.create(openAi(ChatModel.KEY).complete(PROMPT))
                .expectError(ModelUnavailable.class)
                .verify();
        assertThat(server.asked()).isEmpty();
    }
}
