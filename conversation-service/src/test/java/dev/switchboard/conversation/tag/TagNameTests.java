package dev.switchboard.conversation.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.common.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagNameTests {
    @Test
    void namesAreComparedWithoutCaseAndInOneNormalForm() {
        assertThat(TagName.of("name", " Cafe\u0301 ").key())
                .isEqualTo(TagName.of("name", "CAF\u00C9").key());
        assertThat(TagName.of("name", " Cafe\u0301 ").text()).isEqualTo("Caf\u00E9");
    }

    @Test
    void theFirstOfTwoThatAreAlikeCounts() {
        assertThat(TagName.all("tags", List.of("VIP", "vip", "late")).values().stream()
                        .map(TagName::text))
                .containsExactly("VIP", "late");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0000b"})
    void whatIsNoNameIsRefused(String text) {
        assertThatThrownBy(() -> TagName.of("tags", text)).isInstanceOf(Problem.class);
    }
}
