package dev.switchboard.channel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextPartsTests {
    @Test
    void aShortTextStaysWhole() {
        assertThat(TextParts.of("Hello", 10)).containsExactly("Hello");
        assertThat(TextParts.of("", 10)).containsExactly("");
    }

    @Test
    void paragraphsAreKeptTogetherWherePossible() {
        assertThat(TextParts.of("First one.\n\nSecond one.", 15)).containsExactly("First one.", "Second one.");
    }

    @Test
    void noPartIsTooLongAndNoWordIsLost() {
        String text = IntStream.range(0, 3000).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        assertThat(TextParts.of(text, 100)).allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(100));
        assertThat(String.join(" ", TextParts.of(text, 100))).isEqualTo(text);
    }

    @Test
    void aCharacterOfTwoUnitsIsNotTornApart() {
        assertThat(TextParts.of("😀".repeat(6), 5)).containsExactly("😀😀", "😀😀", "😀😀");
    }
}
