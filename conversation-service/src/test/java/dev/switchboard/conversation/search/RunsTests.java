package dev.switchboard.conversation.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RunsTests {
    private static final Pattern MARK = Pattern.compile("'\u0001([rst])7\\.(\\d+)'");
    private static final Map<String, Integer> BITS = Map.of("r", 12, "s", 14, "t", 16);

    @Test
    void everyPositionIsLookedAtOnceAndNewestFirst() {
        for (long head = 1; head < 3_000_000; head += 3_989) {
            long end = ((head >> 12) + 1) << 12;
            for (Runs runs : Runs.newestFirst(7, head, "'order'", false)) {
                Set<String> lengths = new HashSet<>();
                List<MatchResult> marks = MARK.matcher(runs.query()).results().toList();
                assertThat(marks.size()).isLessThanOrEqualTo(4);
                for (MatchResult mark : marks) {
                    lengths.add(mark.group(1));
                    int bits = BITS.get(mark.group(1));
                    assertThat((Long.parseLong(mark.group(2)) + 1) << bits).isEqualTo(end);
                    end -= 1L << bits;
                }
                if (marks.isEmpty()) {
                    assertThat(runs.query()).endsWith("'\u0001a7'");
                    assertThat(runs.before()).isEqualTo(end);
                    end = 0;
                } else {
                    assertThat(lengths).hasSize(1);
                    assertThat(runs.before()).isNull();
                }
            }
            assertThat(end).isZero();
        }
    }

    @Test
    void twoMillionMessagesAreLookedAtInEightSteps() {
        assertThat(Runs.newestFirst(1, 2_000_000, "'order'", false)).hasSize(8);
    }

    @Test
    void whoIsAloneNeedNotBeAskedFor() {
        List<Runs> steps = Runs.newestFirst(1, 2_000_000, "'order'", true);
        assertThat(steps.getLast().query()).isEqualTo("'order'");
        assertThat(steps.subList(0, 7))
                .isEqualTo(Runs.newestFirst(1, 2_000_000, "'order'", false).subList(0, 7));
    }
}
