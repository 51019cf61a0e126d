package dev.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogsTests {
    private static final String LINES = """
            2026-11-20T10:00:00.000Z INFO  gateway              [-] d.s.Gateway Hello
            2026-11-20T10:00:01.000Z ERROR ai-service           [ab12] d.s.Ai Broken
            java.lang.IllegalStateException: why
            \tat somewhere
            2026-11-20T10:00:02.000Z INFO  gateway              [-] d.s.Gateway Bye""";

    @Test
    void aServicesLinesComeWithTheirStackTraces() {
        Logs.LineFilter filter = new Logs.LineFilter(Optional.of("ai-service"));
        assertThat(LINES.lines().filter(filter::takes))
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).doesNotContain("gateway"));
    }

    @Test
    void withoutAServiceEveryLineIsTaken() {
        Logs.LineFilter filter = new Logs.LineFilter(Optional.empty());
        Stream<String> taken = LINES.lines().filter(filter::takes);
        assertThat(taken).hasSize(5);
    }
}
