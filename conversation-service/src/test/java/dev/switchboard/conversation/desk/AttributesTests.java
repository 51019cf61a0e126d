package dev.switchboard.conversation.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.common.problem.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributesTests {
    @Test
    void namesNotMentionedStayAndNullTakesOneAway() {
        Attributes present = Attributes.NONE.merge(Map.of("a", 1, "b", "x"));
        Map<String, Object> changes = new HashMap<>();
        changes.put("b", null);
        changes.put("c", true);
        assertThat(present.merge(changes).values()).isEqualTo(Map.of("a", 1, "c", true));
    }

    @Test
    void onlyPlainValuesOfSomeLengthAreKept() {
        for (Object value :
                List.of(List.of(), Map.of(), "x".repeat(2049), "a\0b", Double.POSITIVE_INFINITY, Double.NaN)) {
            assertThatThrownBy(() -> Attributes.NONE.merge(Map.of("a", value)))
                    .as("%s", value)
                    .isInstanceOf(Problem.class);
        }
        for (String name : List.of("", " ", "x".repeat(101), "a\0")) {
            assertThatThrownBy(() -> Attributes.NONE.merge(Map.of(name, 1))).isInstanceOf(Problem.class);
        }
    }

    @Test
    void theyAreFifty() {
        Map<String, Object> many = new HashMap<>();
        for (int i = 0; i < 50; i++) {
            many.put("a" + i, i);
        }
        Attributes full = Attributes.NONE.merge(many);
        assertThatThrownBy(() -> full.merge(Map.of("one more", 1))).isInstanceOf(Problem.class);
        assertThat(full.merge(Map.of("a1", 2)).values()).hasSize(50);
    }
}
