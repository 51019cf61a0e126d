package dev.switchboard.gateway.socket.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.blob.AudioKind;
import dev.switchboard.testing.VoiceRecording;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioKindTests {
    @Test
    void realRecordingsAreKnown() {
        assertThat(AudioKind.of(VoiceRecording.mp3("Hello"))).contains(AudioKind.MP3);
        assertThat(AudioKind.of(VoiceRecording.wav("Hello"))).contains(AudioKind.WAV);
    }

    /// First bytes as encoders write them.
    @ParameterizedTest
    @CsvSource({
        "fffb9064000000000000000000000000, MP3", // MPEG 1 layer III, 128 kbit/s
        "fff344c4000000000000000000000000, MP3", // MPEG 2 layer III, 32 kbit/s, a speech encoder's
        "4f67675300020000000000000000e21f, OGG",
        "000000206674797069736f6d00000200, M4A",
        "0000001c667479704d34412000000200, M4A",
        "1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104, WEBM"
    })
    void theFirstBytesTell(String hex, AudioKind kind) {
        assertThat(AudioKind.of(HexFormat.of().parseHex(hex))).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ffd8ffe000104a464946000101000001", // jpeg
                "89504e470d0a1a0a0000000d49484452", // png
                "255044462d312e370a25e2e3cfd30a31", // pdf
                "504b0304140000000800000000000000", // zip
                "4d5a90000300000004000000ffff0000", // exe
                "fff15080000000000000000000000000", // AAC, which has no layer
                "ffffffffffffffffffffffffffffffff",
                "524946460000000041564920000000ff", // avi
                "1a45dfa39f4286810142f78101428288" // matroska
            })
    void nothingElseIsARecording(String hex) {
        assertThat(AudioKind.of(HexFormat.of().parseHex(hex))).isEmpty();
    }

    @Test
    void textAndStumpsAreNoRecordings() {
        assertThat(AudioKind.of("<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        byte[] mp3 = VoiceRecording.mp3("Hello");
        for (int length = 0; length < 16; length++) {
            assertThat(AudioKind.of(Arrays.copyOf(mp3, length))).isEmpty();
        }
    }
}
