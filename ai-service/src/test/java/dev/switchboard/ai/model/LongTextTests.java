package dev.switchboard.ai.model;

import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.switchboard.ai.guard.Masked;
import dev.switchboard.ai.handover.PersonWanted;
import dev.switchboard.common.contract.Passage;
import dev.switchboard.common.contract.Source;
import dev.switchboard.common.id.Ids;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What customers ask and models write is read in the time that its length takes, not in that of its square.
class LongTextTests {
    private static final Duration LINEAR = Duration.ofSeconds(5);
    private static final int TIMES = 64 * 1024;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "1",
                "1 ",
                "1-",
                "a@",
                "a@b.",
                "+1",
                "sk-",
                "eyJ",
                "eyJaaaaaaaaaaa.",
                "AA11",
                "-----BEGIN ",
                "/",
                "//",
                "[1]",
                " ",
                "(1) ",
                "."
            })
    void repeatedBeginningsTakeLinearTime(String beginning) {
        String text = beginning.repeat(TIMES / beginning.length());
        Passage passage = new Passage(new Source(Ids.next(), "Returns", null, 0.9), "Returns are free.", null, null);
        assertTimeout(LINEAR, () -> new Masked().mask(text));
        assertTimeout(LINEAR, () -> PersonWanted.in(text));
        assertTimeout(LINEAR, () -> new Grounding(List.of(passage)).keep(text + " [1]"));
        assertTimeout(LINEAR, () -> Sentences.bestOf(text, "returns", 600));
    }
}
