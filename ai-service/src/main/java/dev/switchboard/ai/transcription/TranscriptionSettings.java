package dev.switchboard.ai.transcription;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param baseUrl an OpenAI-compatible address for transcription alone, up to `/v1`
/// @param apiKey its key; that of OpenAI is never sent there
/// @param openai what listens where no such address is set
/// @param model the model's name
/// @param workers voice messages that are listened to at once; more wait as rows
/// @param lease how long one attempt may take before the message is given to another worker; longer than `answer`
/// @param poll the safety net: how often a worker looks without being woken
/// @param attempts attempts before a person is asked
/// @param retry how long a message waits after a failure, times its attempts
/// @param longestWait how long it waits at most where the model names a time
/// @param connect a connection takes at most so long
/// @param answer an answer takes at most so long
@Validated
@ConfigurationProperties("switchboard.transcription")
record TranscriptionSettings(
        @Nullable String baseUrl,
        @Nullable String apiKey,
        @DefaultValue OpenAi openai,
        @DefaultValue("whisper-1") @NotBlank String model,
        @DefaultValue("2") @Min(1) int workers,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("4") @Min(1) int attempts,
        @DefaultValue("1s") Duration retry,
        @DefaultValue("10s") Duration longestWait,
        @DefaultValue("3s") Duration connect,
        @DefaultValue("20s") Duration answer) {
    private static final String PUBLIC = "https://api.openai.com/v1";

    /// @param baseUrl OpenAI itself where only a key is set
    record OpenAi(@Nullable String baseUrl, @Nullable String apiKey) {}

    /// Where voice messages go, with the key of that place.
    record Endpoint(URI url, @Nullable String key) {}

    /// Empty where no model is set up.
    Optional<Endpoint> endpoint() {
        String own = unlessBlank(baseUrl);
        if (own != null) {
            return Optional.of(endpoint(own, unlessBlank(apiKey)));
        }
        String compatible = unlessBlank(openai.baseUrl());
        String key = unlessBlank(openai.apiKey());
        return compatible == null && key == null
                ? Optional.empty()
                : Optional.of(endpoint(compatible == null ? PUBLIC : compatible, key));
    }

    private static Endpoint endpoint(String base, @Nullable String key) {
        return new Endpoint(URI.create(base.strip().replaceFirst("/+$", "") + "/audio/transcriptions"), key);
    }

    private static @Nullable String unlessBlank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
