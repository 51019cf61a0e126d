package dev.switchboard.ai.model;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Where a language model is asked; nowhere unless a key or an address is set.
///
/// @param openai OpenAI or what speaks like it (Ollama, vLLM, Azure's v1); asked first
/// @param anthropic Anthropic's Messages API
/// @param name the model; a default of the provider where it is blank
/// @param maxTokens tokens of an answer at most
/// @param temperature 0 for the likeliest words, up to 2
/// @param timeout how long one attempt may take
/// @param maxRetries attempts after the first one, where the endpoint is busy or broken
/// @param patience how long all attempts may take together before the answer is made without a model; below the lease
/// @param stream whether the model is asked to answer word by word
/// @param inputPrice US dollars for a million tokens of a prompt
/// @param outputPrice US dollars for a million tokens of an answer
/// @param dailyBudget US dollars that an account may spend in a day (UTC); then it is answered without a model
@Validated
@ConfigurationProperties("switchboard.model")
record ModelEndpoint(
        @DefaultValue Place openai,
        @DefaultValue Place anthropic,
        @Nullable String name,
        @DefaultValue("500") @Min(1) int maxTokens,

        @DefaultValue("0.7") @DecimalMin("0") @DecimalMax("2")
        double temperature,

        @DefaultValue("30s") Duration timeout,
        @DefaultValue("2") @Min(0) int maxRetries,
        @DefaultValue("12s") Duration patience,
        @DefaultValue("true") boolean stream,
        @DefaultValue("0.15") @DecimalMin("0") BigDecimal inputPrice,
        @DefaultValue("0.60") @DecimalMin("0") BigDecimal outputPrice,
        @DefaultValue("10") @DecimalMin("0") BigDecimal dailyBudget) {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /// @param baseUrl the provider's own where only a key is set
    record Place(@Nullable String baseUrl, @Nullable String apiKey) {
        boolean isSet() {
            return filled(baseUrl) || filled(apiKey);
        }

        String url(String own) {
            return baseUrl == null || baseUrl.isBlank() ? own : baseUrl.strip().replaceFirst("/+$", "");
        }

        Optional<String> key() {
            return Optional.ofNullable(apiKey).filter(key -> !key.isBlank());
        }

        private static boolean filled(@Nullable String text) {
            return text != null && !text.isBlank();
        }
    }

    String nameOr(@NotBlank String own) {
        return name == null || name.isBlank() ? own : name;
    }

    /// What was sent, what came back, and its price, rounded up.
    Generation generation(Prompt prompt, Completion completion) {
        long costMicros = inputPrice
                .multiply(BigDecimal.valueOf(completion.inputTokens()))
                .add(outputPrice.multiply(BigDecimal.valueOf(completion.outputTokens())))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
        return new Generation(
                prompt.written(), completion.text(), completion.inputTokens(), completion.outputTokens(), costMicros);
    }

    /// In millionths of a US dollar.
    long budget() {
        return dailyBudget.multiply(MILLION).longValue();
    }
}
