package dev.switchboard.channel.mail;

import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A mail of nothing but beginnings is read in the time that its length takes, not in that of its square: at these
/// lengths the difference is that of milliseconds and minutes.
class LongMailTests {
    private static final Duration LINEAR = Duration.ofSeconds(5);
    private static final int TIMES = 100_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00a0",
                " ",
                "&nbsp;",
                "<b>",
                "<a href=x>",
                "<blockquote>",
                "<",
                "</",
                "&",
                "<!--",
                "\u00a0\n",
                "<p style='font-size:0",
                "font-size:0;",
                "<br>"
            })
    void htmlIsReadInLinearTime(String beginning) {
        assertTimeout(LINEAR, () -> HtmlText.of("x" + beginning.repeat(TIMES) + "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {">", "> ", "On ", "On x wrote:", "\n", ">\n", "-", "_", "From: ", "From: x\n", "On\n", " "})
    void quotationsAreFoundInLinearTime(String beginning) {
        assertTimeout(LINEAR, () -> QuotedText.without("x\n" + beginning.repeat(TIMES) + "x"));
    }
}
