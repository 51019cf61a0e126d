package dev.switchboard.common.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.problem.ProblemCode;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;

class ProblemHandlerTests {
    @ParameterizedTest
    @CsvSource({
        ", UNAVAILABLE",
        "08006, UNAVAILABLE",
        "53100, UNAVAILABLE",
        "55P03, UNAVAILABLE",
        "57014, UNAVAILABLE",
        "57P01, UNAVAILABLE",
        "54000, INTERNAL"
    })
    void aDatabaseThatIsAwayOrFullMayBeAskedAgain(@Nullable String state, ProblemCode code) {
        Throwable error = new DataAccessResourceFailureException(
                "refused", new R2dbcNonTransientResourceException("refused", state));
        assertThat(ProblemHandler.problem(error).code()).isEqualTo(code);
    }
}
