package dev.switchboard.ai.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTests {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "2., 2",
        "the second one, 2",
        "Number 3 please, 3",
        "yes, 1",
        "'Yes, the third', 3",
        "ja bitte, 1",
        "die zweite, 2",
        "sí, 1",
        "la primera por favor, 1",
        "None of these, 0",
        "nein, 0",
        "ninguna, 0",
    })
    void aMessageThatOnlyChoosesIsAChoice(String text, int place) {
        assertThat(Choice.in(text)).contains(new Choice(place));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "1 or 2",
                "no, 2",
                "I have 2 parcels",
                "order 1",
                "yes but my parcel is broken",
                "42",
                "👍"
            })
    void whatSaysMoreOrNothingIsNone(String text) {
        assertThat(Choice.in(text)).isEmpty();
    }
}
