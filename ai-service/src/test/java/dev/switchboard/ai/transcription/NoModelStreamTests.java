package dev.switchboard.ai.transcription;

import static dev.switchboard.ai.transcription.VoiceFixture.spoken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.ai.AiServiceApplication;
import dev.switchboard.common.blob.Blobs;
import dev.switchboard.common.contract.HandoverRequested;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.id.Ids;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import dev.switchboard.testing.VoiceRecording;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
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

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry properties) {
        properties.add("switchboard.blob.folder", () -> folder.toString());
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
