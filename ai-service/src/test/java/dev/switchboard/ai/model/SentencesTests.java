package dev.switchboard.ai.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentencesTests {
    @Test
    void aShortPassageIsGivenWhole() {
        assertThat(Sentences.bestOf(" You can return it. It is free. ", "returns", 700))
                .isEqualTo("You can return it. It is free.");
    }

    @Test
    void aLongOneGivesTheRunOfSentencesThatIsAskedFor() {
        String passage = "We like tea. ".repeat(40) + "Refunds take 5 days. Refunds go to your card. "
                + "We like cake. ".repeat(40);

        assertThat(Sentences.bestOf(passage, "How long does a refund take on my card?", 100))
                .contains("Refunds take 5 days. Refunds go to your card.")
                .hasSizeLessThanOrEqualTo(100);
        assertThat(passage).contains(Sentences.bestOf(passage, "anything", 100));
    }
}
