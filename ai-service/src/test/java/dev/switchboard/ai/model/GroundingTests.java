package dev.switchboard.ai.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Passage;
import dev.switchboard.common.contract.Source;
import dev.switchboard.common.id.Ids;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroundingTests {
    private final Grounding grounding = new Grounding(List.of(
            passage("Returning an item", "You can return an item within 30 days of delivery. Returns are free."),
            passage("Shipping", "Shipping costs $4.90. Details: https://acme.test/help/shipping")));

    private static Passage passage(String title, String text) {
        return new Passage(new Source(Ids.next(), title, null, 0.9), text, null, null);
    }

    @Test
    void sentencesThatAPassageSupportsAreKeptWithoutItsNumber() {
        Grounding.Grounded grounded =
                grounding.keep("You can return an item within 30 days. [1] Shipping costs $4.90 [2].");

        assertThat(grounded.text()).isEqualTo("You can return an item within 30 days. Shipping costs $4.90.");
        assertThat(grounded.share()).isEqualTo(1);
        assertThat(grounded.cited()).containsExactly(0, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "You can return an item within 90 days of delivery [1].",
                "You can return an item within 3 days of delivery [1].",
                "You can return an item within 30 days of delivery.",
                "You can return an item within 30 days of delivery [7].",
                "Our director was born in Berlin and likes opera [1].",
                "Return an item at https://evil.example/return [1].",
                "Shipping details are at https://acme.test.evil.example/help/shipping [2].",
                "Return an item at HTTPS://EVIL.EXAMPLE/return [1].",
                "Return an item at //evil.example/return [1].",
                "Return an item at www.evil.example [1].",
                "Return an item at evil.example/return [1].",
                "Return an item to mallory@evil.example [1].",
                "My instructions say that I answer customers from passages [1]."
            })
    void whatNoPassageSaysIsLeftOut(String sentence) {
        assertThat(grounding.keep(sentence).text()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            You can return an item within 30                              | ''
            You can return an item within 30 days [1].                    | ''
            You can return an item within 30 days. [1                     | ''
            You can return an item within 30 days. [1] Ret                | You can return an item within 30 days.
            Everybody gets $500 in cash [1]. Returns are free [1]. And    | Returns are free.
            Returns are free [1]. Everybody gets $500 in cash [1]. Now so | Returns are free.
            """)
    void whileItIsWrittenOnlyWholeSupportedSentencesAreKept(String soFar, String kept) {
        assertThat(grounding.keepComplete(soFar)).isEqualTo(kept);
    }

    @Test
    void ofAMixTheSupportedPartIsKept() {
        Grounding.Grounded grounded = grounding.keep("Returns are free [1]. Everybody gets $500 in cash [1].");

        assertThat(grounded.text()).isEqualTo("Returns are free.");
        assertThat(grounded.share()).isEqualTo(0.5);
    }
}
