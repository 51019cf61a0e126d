package dev.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTests {
    @Test
    void upRunsOneJvmWithTheDemoUnlessToldOtherwise() {
        assertThat(Command.parse("up")).isEqualTo(new Command.Up(false, true, false, Map.of()));
        assertThat(Command.parse("up", "--no-demo", "--detach"))
                .isEqualTo(new Command.Up(true, false, false, Map.of()));
    }

    @Test
    void replicasAreGivenByService() {
        assertThat(Command.parse("up", "--processes", "--replicas", "gateway=2,conversation-service=3"))
                .isEqualTo(new Command.Up(false, true, true, Map.of(Service.GATEWAY, 2, Service.CONVERSATION, 3)));
    }

    @Test
    void logsMayNameAServiceBeforeOrAfterTheOption() {
        assertThat(Command.parse("logs", "--follow", "gateway"))
                .isEqualTo(new Command.Logs(Optional.of("gateway"), true));
        assertThat(Command.parse("logs")).isEqualTo(new Command.Logs(Optional.empty(), false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "audit | `audit` needs `verify`.",
                "dead-letters replay | `dead-letters` takes nothing, or",
                "dead-letters drop 1 | `dead-letters` takes nothing, or",
                "restore | `restore` needs the file",
                "backup a b | `backup` does not know `b`",
                "upp | There is no command `upp`.",
                "up --detatch | `up` does not know `--detatch`.",
                "up --replicas gateway=2 | `--replicas` needs `--processes`",
                "up --processes --replicas | `--replicas` needs a list",
                "up --processes --replicas gateway | is no number of replicas",
                "up --processes --replicas gateway=0 | is no number of replicas",
                "up --processes --replicas kafka=2 | There is no service `kafka`; the services are gateway,",
            })
    void whatMakesNoCommandIsRefusedWithTheReason(String words, String reason) {
        assertThatThrownBy(() -> Command.parse(words.split(" ")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(reason);
    }
}
