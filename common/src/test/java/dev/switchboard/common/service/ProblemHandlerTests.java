package dev.switchboard.common.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.problem.ProblemCode;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.MethodNotAllowedException;

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

    @Test
    void aWrongMethodIsToldTheRightOnes() {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.delete("/tickets"));
        new ProblemHandler()
                .handle(
                        exchange,
                        new MethodNotAllowedException(HttpMethod.DELETE, List.of(HttpMethod.PUT, HttpMethod.GET)))
                .block();
        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.METHOD_NOT_ALLOWED);
        assertThat(exchange.getResponse().getHeaders().getAllow()).containsOnly(HttpMethod.GET, HttpMethod.PUT);
        assertThat(exchange.getResponse().getBodyAsString().block())
                .contains("DELETE is not offered here", "This path takes GET, PUT.");
    }
}
