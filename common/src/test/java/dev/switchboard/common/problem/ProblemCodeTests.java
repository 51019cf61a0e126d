package dev.switchboard.common.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemCodeTests {
    @Test
    void everyCodeHasItsOwnTextAndIsFoundByIt() {
        assertThat(Arrays.stream(ProblemCode.values()).map(ProblemCode::text)).doesNotHaveDuplicates();
        for (ProblemCode code : ProblemCode.values()) {
            assertThat(ProblemCode.of(code.text())).isEqualTo(code);
        }
    }

    @Test
    void aProblemSurvivesItsDocument() {
        Problem problem =
                Problem.fields(Map.of("email", List.of("can't be blank"))).advise("Send an address.");
        Problem read = ProblemDocument.of(problem, "t").toProblem();
        assertThat(read.fields()).isEqualTo(problem.fields());
        assertThat(read.detail()).isEqualTo("email can't be blank");
        assertThat(read.advice()).isEqualTo("Send an address.");
    }
}
