package dev.switchboard.ai.transcription;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTests {
    @Test
    void whatCannotBeStoredIsLeftOut() {
        assertThat(Words.of(" Where\0 is\u0007 my parcel?\n\uD800 ")).isEqualTo("Where is my parcel?");
        assertThat(Words.of("\u00DC \uD83D\uDE00")).isEqualTo("\u00DC \uD83D\uDE00");
        assertThat(Words.of("\0\n ")).isEmpty();
    }

    @Test
    void aLongSpeechIsCutAndNeverWithinACharacter() {
        assertThat(Words.of("x".repeat(20_000))).hasSize(16_000);
        assertThat(Words.of("x".repeat(15_999) + "\uD83D\uDE00")).hasSize(15_999);
    }
}
