package dev.switchboard.ai.transcription;

import static dev.switchboard.ai.transcription.VoiceFixture.spoken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ai.AiServiceApplication;
import dev.switchboard.ai.inbox.Inboxes;
import dev.switchboard.common.blob.Blobs;
import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.HandoverRequested;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.id.Ids;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import dev.switchboard.testing.VoiceRecording;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@SwitchboardIntegrationTest(AiServiceApplication.class)
@TestPropertySource(
        properties = {
            "switchboard.transcription.base-url=",
            "switchboard.transcription.openai.base-url=",
            "switchboard.transcription.openai.api-key="
        })
class NoModelStreamTests {
    @TempDir
    static Path folder;

    @Autowired
    Facts facts;

    @Autowired
    Blobs blobs;

    @Autowired
    CallerClient client;

    @Autowired
    Inboxes inboxes;

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry properties) {
        properties.add("switchboard.blob.folder", () -> folder.toString());
    }

    @Test
    void aServerIsToldSoAndTheRecordingIsKept() {
        UUID account = Ids.next();
        facts.publish(new AccountUpdated.Inbox(
                Ids.next(),
                account,
                Instant.now(),
                Ids.next(),
                "Web",
                Channel.WEB,
                AccountUpdated.Responder.AI,
                false,
                List.of(),
                null));
        Awaitility.await().until(() -> inboxes.of(account, Channel.WEB).isPresent());
        byte[] recording = VoiceRecording.mp3("Hello");

        client.as(Callers.serverOf(account))
                .post()
                .uri("/api/core/messages/audio")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"audio\":\"" + Base64.getEncoder().encodeToString(recording)
                        + "\",\"format\":\"mp3\",\"userId\":\"user-1\"}")
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("model-required");
        MessageReceived.Said said =
                facts.await(MessageReceived.Said.class, s -> s.accountId().equals(account));
        assertThat(blobs.read(account, said.attachments().getFirst().id()).block())
                .isEqualTo(recording);
    }

    @Test
    void withoutAModelAVoiceMessageGoesToAPersonAtOnce() {
        UUID account = Ids.next();
        UUID recording = blobs.keep(account, "ada", VoiceRecording.mp3("Hello")).block();
        MessageCreated voice = spoken(account, Ids.next(), recording);
        facts.publish(voice);

        HandoverRequested asked =
                facts.await(HandoverRequested.class, told -> voice.messageId().equals(told.inReplyTo()));

        assertThat(asked.reason()).isEqualTo(HandoverRequested.Reason.NOT_TRANSCRIBED);
        assertThat(asked.detail())
                .isEqualTo("A voice message could not be transcribed: no model is set up for voice messages.");
    }
}
