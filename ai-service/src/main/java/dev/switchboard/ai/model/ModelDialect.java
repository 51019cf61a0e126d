package dev.switchboard.ai.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.common.contract.WireJson;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How an API wants to be asked.
sealed interface ModelDialect {
    String model();

    String url();

    /// What names the caller.
    Map<String, String> headers();

    Record request(Prompt prompt);

    /// @throws ModelUnavailable where there is no text in it
    Completion completion(String body);

    /// One event of an answer that is told while it is being written.
    ///
    /// @throws ModelUnavailable where the endpoint tells of a failure
    Piece piece(String data);

    /// @param text what is added
    /// @param inputTokens as far as they are told; 0 where they are not
    /// @param last whether the answer ends here; one that ends otherwise broke off
    record Piece(String text, int inputTokens, int outputTokens, boolean last) {}

    record Message(String role, String content) {}

    private static String text(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new ModelUnavailable("answered nothing", true);
        }
        return text;
    }

    /// `POST /chat/completions`: OpenAI, and Ollama, vLLM and others that speak like it.
    record OpenAi(ModelEndpoint endpoint) implements ModelDialect {
        private record Request(
                String model,
                List<Message> messages,
                @JsonProperty("max_tokens") int maxTokens,
                double temperature,
                boolean stream,
                @JsonProperty("stream_options") @Nullable StreamOptions streamOptions) {}

        private record StreamOptions(
                @JsonProperty("include_usage") boolean includeUsage) {}

        private record Answer(
                @Nullable List<Choice> choices,
                @Nullable Usage usage,
                @Nullable Failure error) {}

        private record Choice(
                @Nullable Content message, @Nullable Content delta) {}

        private record Failure(@Nullable String message) {}

        private record Content(@Nullable String content) {}

        private record Usage(
                @JsonProperty("prompt_tokens") int input,
                @JsonProperty("completion_tokens") int output) {}

        @Override
        public String model() {
            return endpoint.nameOr("gpt-4o-mini");
        }

        @Override
        public String url() {
            return endpoint.openai().url("https://api.openai.com/v1") + "/chat/completions";
        }

        @Override
        public Map<String, String> headers() {
            return endpoint.openai()
                    .key()
                    .map(key -> Map.of("Authorization", "Bearer " + key))
                    .orElse(Map.of());
        }

        @Override
        public Record request(Prompt prompt) {
            return new Request(
                    model(),
                    List.of(new Message("system", prompt.system()), new Message("user", prompt.user())),
                    Math.max(endpoint.maxTokens(), prompt.tokens()),
                    endpoint.temperature(),
                    endpoint.stream(),
                    endpoint.stream() ? new StreamOptions(true) : null);
        }

        @Override
        public Completion completion(String body) {
            Answer answer = WireJson.MAPPER.readValue(body, Answer.class);
            Usage usage = usage(answer);
            return new Completion(text(content(answer, Choice::message)), usage.input(), usage.output());
        }

        @Override
        public Piece piece(String data) {
            if (data.equals("[DONE]")) {
                return new Piece("", 0, 0, true);
            }
            Answer answer = WireJson.MAPPER.readValue(data, Answer.class);
            if (answer.error() != null) {
                throw new ModelUnavailable("broke off", true);
            }
            String added = content(answer, Choice::delta);
            Usage usage = usage(answer);
            return new Piece(added == null ? "" : added, usage.input(), usage.output(), false);
        }

        private static @Nullable String content(Answer answer, Function<Choice, @Nullable Content> part) {
            Content first = answer.choices() == null || answer.choices().isEmpty()
                    ? null
                    : part.apply(answer.choices().getFirst());
            return first == null ? null : first.content();
        }

        private static Usage usage(Answer answer) {
            return answer.usage() == null ? new Usage(0, 0) : answer.usage();
        }
    }

    /// `POST /messages` of Anthropic.
    record Anthropic(ModelEndpoint endpoint) implements ModelDialect {
        private record Request(
                String model,
                @JsonProperty("max_tokens") int maxTokens,
                double temperature,
                String system,
                List<Message> messages,
                boolean stream) {}

        private record Answer(
                @Nullable List<Block> content, @Nullable Usage usage) {}

        private record Block(String type, @Nullable String text) {}

        private record Event(
                String type,
                @Nullable Answer message,
                @Nullable Delta delta,
                @Nullable Tokens usage) {
            /// Of the message that begins; else of the event.
            Tokens tokens() {
                Usage first = message == null ? null : message.usage();
                Tokens tokens = first == null ? usage : new Tokens(first.input(), first.output());
                return tokens == null ? new Tokens(0, 0) : tokens;
            }
        }

        /// Of an event, which may name one of them only.
        private record Tokens(
                @JsonProperty("input_tokens") @Nullable Integer input,
                @JsonProperty("output_tokens") @Nullable Integer output) {}

        private record Delta(@Nullable String text) {}

        private record Usage(
                @JsonProperty("input_tokens") int input,
                @JsonProperty("output_tokens") int output) {}

        @Override
        public String model() {
            return endpoint.nameOr("claude-3-5-haiku-latest");
        }

        @Override
        public String url() {
            return endpoint.anthropic().url("https://api.anthropic.com/v1") + "/messages";
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("x-api-key", endpoint.anthropic().key().orElse(""), "anthropic-version", "2023-06-01");
        }

        @Override
        public Record request(Prompt prompt) {
            return new Request(
                    model(),
                    Math.max(endpoint.maxTokens(), prompt.tokens()),
                    Math.min(1, endpoint.temperature()),
                    prompt.system(),
                    List.of(new Message("user", prompt.user())),
                    endpoint.stream());
        }

        @Override
        public Completion completion(String body) {
            Answer answer = WireJson.MAPPER.readValue(body, Answer.class);
            String written = answer.content() == null
                    ? null
                    : answer.content().stream()
                            .filter(block -> block.type().equals("text") && block.text() != null)
                            .map(block -> String.valueOf(block.text()))
                            .collect(Collectors.joining());
            Usage usage = answer.usage() == null ? new Usage(0, 0) : answer.usage();
            return new Completion(text(written), usage.input(), usage.output());
        }

        /// The prompt's tokens come with the first event, the answer's with the last ones. Kinds that are new add
        /// nothing.
        @Override
        public Piece piece(String data) {
            Event event = WireJson.MAPPER.readValue(data, Event.class);
            if (event.type().equals("error")) {
                throw new ModelUnavailable("broke off", true);
            }
            Tokens tokens = event.tokens();
            String added = event.delta() == null ? null : event.delta().text();
            return new Piece(
                    added == null ? "" : added,
                    tokens.input() == null ? 0 : tokens.input(),
                    tokens.output() == null ? 0 : tokens.output(),
                    event.type().equals("message_stop"));
        }
    }
}
