package dev.switchboard.gateway.socket.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.problem.Dialect;
import dev.switchboard.gateway.problem.Rendered;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every refusal on every wire, held against `src/test/resources/problem/<wire>.txt`.
class ProblemWiresContractTests {
    private static final String SOCKET = "socket";

    static Stream<String> wires() {
        return Stream.concat(
                Arrays.stream(Dialect.values()).map(dialect -> dialect.name().toLowerCase(Locale.ROOT)),
                Stream.of(SOCKET));
    }

    @ParameterizedTest
    @MethodSource("wires")
    void everyProblemReadsAsTheGoldenFileSays(String wire) throws IOException {
        String rendered = Stream.concat(
                        Arrays.stream(ProblemCode.values())
                                .map(code -> line(wire, code.text(), Problem.of(code, "It did not work"))),
                        Stream.of(
                                line(
                                        wire,
                                        "with advice",
                                        Problem.of(ProblemCode.UNAVAILABLE, "Not now")
                                                .advise("Try again.")),
                                line(wire, "with field", Problem.field("email", "can't be blank"))))
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(rendered).isEqualTo(golden(wire));
    }

    private static String line(String wire, String name, Problem problem) {
        if (wire.equals(SOCKET)) {
            byte[] frame = PlainFrames.error("m-1", problem, Instant.parse("2026-11-20T10:00:00Z"));
            return name + " " + new String(frame, StandardCharsets.UTF_8);
        }
        Rendered rendered = Dialect.valueOf(wire.toUpperCase(Locale.ROOT)).render(problem, "req-1");
        return name + " " + rendered.status() + " " + rendered.json();
    }

    private static String golden(String wire) throws IOException {
        try (InputStream file = ProblemWiresContractTests.class.getResourceAsStream("/problem/" + wire + ".txt")) {
            assertThat(file).as("golden file of " + wire).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
