package dev.switchboard.ai.transcription;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TranscriptionSettingsTests {
    @Test
    void nothingSetIsNoModel() {
        assertThat(settings(Map.of()).endpoint()).isEmpty();
        assertThat(settings(Map.of("base-url", "", "api-key", "", "openai.base-url", " ", "openai.api-key", ""))
                        .endpoint())
                .isEmpty();
    }

    @Test
    void aKeyAloneMeansOpenAi() {
        assertThat(settings(Map.of("openai.api-key", "sk-1")).endpoint())
                .contains(new TranscriptionSettings.Endpoint(
                        URI.create("https://api.openai.com/v1/audio/transcriptions"), "sk-1"));
    }

    @Test
    void anAddressOfItsOwnNeverGetsTheKeyOfOpenAi() {
        Map<String, String> both = Map.of(
                "base-url", "http://whisper:9000/v1/",
                "openai.base-url", "https://llm.test/v1",
                "openai.api-key", "sk-1");
        assertThat(settings(both).endpoint())
                .contains(new TranscriptionSettings.Endpoint(
                        URI.create("http://whisper:9000/v1/audio/transcriptions"), null));
    }

    @Test
    void aCompatibleAddressGetsItsKey() {
        Map<String, String> compatible = Map.of("openai.base-url", "https://llm.test/v1", "openai.api-key", "sk-1");
        assertThat(settings(compatible).endpoint())
                .contains(new TranscriptionSettings.Endpoint(
                        URI.create("https://llm.test/v1/audio/transcriptions"), "sk-1"));
    }

    private static TranscriptionSettings settings(Map<String, String> properties) {
        Map<String, Object> prefixed = new java.util.HashMap<>();
        properties.forEach((name, value) -> prefixed.put("switchboard.transcription." + name, value));
        return new Binder(new MapConfigurationPropertySource(prefixed))
                .bindOrCreate("switchboard.transcription", TranscriptionSettings.class);
    }
}
