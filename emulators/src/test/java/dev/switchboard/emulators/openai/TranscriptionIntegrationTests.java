package dev.switchboard.emulators.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.emulators.EmulatorsApplication;
import dev.switchboard.testing.VoiceRecording;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

class TranscriptionIntegrationTests {
    private static final String WORDS = "Wo ist mein Paket \u2013 500 \u20AC?";

    private ConfigurableApplicationContext emulators;
    private WebTestClient client;

    @BeforeEach
    void start() {
        emulators = EmulatorsApplication.start("server.port=0", "switchboard.emulators.hang=300ms");
        client = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + emulators.getEnvironment().getProperty("local.server.port"))
                .build();
    }

    @AfterEach
    void stop() {
        emulators.close();
    }

    @Test
    void theTitleOfARecordingIsWhatIsHeard() {
        heard(VoiceRecording.mp3(WORDS), WORDS);
        heard(VoiceRecording.mp3(WORDS, 3_000_000), WORDS);
        heard(VoiceRecording.wav(WORDS), WORDS);
        client.get()
                .uri("/_sent?provider=openai")
                .exchange()
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(3)
                .jsonPath("$[0].text")
                .isEqualTo(WORDS);
    }

    @Test
    void aRecordingWithoutATitleIsSilence() {
        heard(VoiceRecording.mp3(""), "");
        heard(new byte[] {(byte) 0xFF, (byte) 0xFB, (byte) 0x90, 0x64}, "");
    }

    @Test
    void mistakesAreAnsweredAsOpenAiAnswersThem() {
        byte[] mp3 = VoiceRecording.mp3(WORDS);
        send(mp3, "whisper-1", "wrong")
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.error.code")
                .isEqualTo("invalid_api_key");
        send(mp3, "whisper-9", "demo-openai-key").expectStatus().isNotFound();
        send("no recording".getBytes(java.nio.charset.StandardCharsets.UTF_8), "whisper-1", "demo-openai-key")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.error.type")
                .isEqualTo("invalid_request_error");
        send(mp3, null, "demo-openai-key").expectStatus().isBadRequest();
        send(null, "whisper-1", "demo-openai-key").expectStatus().isBadRequest();
        assertThat(sent()).isEqualTo("[]");
    }

    @Test
    void brokenContainersAreNoFault() {
        byte[] mp3 = VoiceRecording.mp3(WORDS);
        byte[] wav = VoiceRecording.wav(WORDS);
        for (int length = 16; length < 80; length++) {
            send(java.util.Arrays.copyOf(mp3, length), "whisper-1", "demo-openai-key")
                    .expectStatus()
                    .isOk();
            send(java.util.Arrays.copyOf(wav, length), "whisper-1", "demo-openai-key")
                    .expectStatus()
                    .isOk();
        }
    }

    @Test
    void faultsStrikeAsOftenAsTheyAreTold() {
        byte[] mp3 = VoiceRecording.mp3(WORDS);
        fault("429", 2);
        send(mp3).expectStatus().isEqualTo(429).expectHeader().valueEquals("Retry-After", "1");
        send(mp3).expectStatus().isEqualTo(429);
        send(mp3).expectStatus().isOk();
        fault("500", 1);
        send(mp3).expectStatus().is5xxServerError();
        fault("timeout", 1);
        send(mp3).expectStatus().is5xxServerError();
        fault("refused", 1);
        send(mp3).expectStatus().isBadRequest();
    }

    private void heard(byte[] recording, String text) {
        send(recording).expectStatus().isOk().expectBody().jsonPath("$.text").isEqualTo(text);
    }

    private WebTestClient.ResponseSpec send(byte[] recording) {
        return send(recording, "whisper-1", "demo-openai-key");
    }

    private WebTestClient.ResponseSpec send(byte[] recording, String model, String key) {
        MultipartBodyBuilder form = new MultipartBodyBuilder();
        form.part("response_format", "json");
        if (model != null) {
            form.part("model", model);
        }
        if (recording != null) {
            form.part("file", recording, MediaType.parseMediaType("audio/mpeg")).filename("voice.mp3");
        }
        return client.post()
                .uri("/v1/audio/transcriptions")
                .headers(headers -> headers.setBearerAuth(key))
                .body(BodyInserters.fromMultipartData(form.build()))
                .exchange();
    }

    private String sent() {
        return new String(
                client.get()
                        .uri("/_sent")
                        .exchange()
                        .expectBody()
                        .returnResult()
                        .getResponseBody(),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    private void fault(String mode, int times) {
        client.post()
                .uri("/_fault")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"provider\":\"openai\",\"mode\":\"%s\",\"times\":%d}".formatted(mode, times))
                .exchange()
                .expectStatus()
                .isNoContent();
    }
}
