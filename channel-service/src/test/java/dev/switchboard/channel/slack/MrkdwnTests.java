package dev.switchboard.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MrkdwnTests {
    @Test
    void markdownReadsAsSlackWritesIt() {
        assertThat(Mrkdwn.write("**Hi** [docs](https://acme.test/help) <!channel>"))
                .isEqualTo("*Hi* <https://acme.test/help|docs> &lt;!channel&gt;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[a](", "[a](https://", "**", "**a", "<", "<a|", "*"})
    void repeatedBeginningsTakeLinearTime(String beginning) {
        assertTimeout(Duration.ofSeconds(5), () -> {
            String _ = Mrkdwn.write(beginning.repeat(50_000));
            String _ = Mrkdwn.read(beginning.repeat(50_000));
        });
    }
}
