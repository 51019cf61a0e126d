package dev.switchboard.memory.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkerTests {
    @Test
    void aHeadingBeginsAChunkAndParagraphsStayTogetherWhileTheyFit() {
        List<Chunk> chunks = Chunker.chunks("First.\n\nSecond.\n\n## Costs ##\n- one\n- two\n", 600);

        assertThat(chunks)
                .containsExactly(new Chunk(0, null, "First.\n\nSecond."), new Chunk(1, "Costs", "- one\n- two"));
    }

    @Test
    void markUpGoesAndTheSentencesStay() {
        List<Chunk> chunks = Chunker.chunks(
                "Press **Return** or *`Cancel`*, see [the page](https://a.test/p \"t\").<img src=x onerror=alert(1)>"
                        + " snake_case_stays, 2*3*4 too.",
                600);

        assertThat(chunks.getFirst().text())
                .isEqualTo("Press Return or Cancel, see the page (https://a.test/p). snake_case_stays, 2*3*4 too.");
    }

    @Test
    void whatIsTooLongIsCutBetweenSentencesAndNothingIsLost() {
        String sentence = "This sentence has some forty characters. ";
        String body = sentence.repeat(50).strip();

        List<Chunk> chunks = Chunker.chunks(body, 600);

        assertThat(chunks).hasSizeGreaterThan(3).allSatisfy(chunk -> {
            assertThat(chunk.text()).hasSizeLessThanOrEqualTo(600);
            assertThat(chunk.text()).startsWith("This").endsWith(".");
        });
        assertThat(String.join(" ", chunks.stream().map(Chunk::text).toList())).isEqualTo(body);
    }

    @Test
    void aWallOfTextWithoutSentencesIsBoundedToo() {
        assertThat(Chunker.chunks("x".repeat(100_000), 600))
                .allSatisfy(chunk -> assertThat(chunk.text()).hasSizeLessThanOrEqualTo(600));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "![", "[a](", "![a](", "<", "<a", "<!--", "*", "_a", "# ", "#", "`", "\u00a0", " x "})
    void repeatedBeginningsTakeLinearTime(String beginning) {
        assertTimeout(Duration.ofSeconds(5), () -> Chunker.chunks("# x" + beginning.repeat(50_000) + "x", 600));
        assertTimeout(
                Duration.ofSeconds(5),
                () -> Chunker.chunks("# x" + " ".repeat(50_000) + beginning.repeat(50_000), 600));
    }
}
