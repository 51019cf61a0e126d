package dev.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.embedded.Ports;
import dev.switchboard.embedded.PostgresSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedPostgresTests {
    private static final Path BINARIES = Path.of(System.getProperty("java.io.tmpdir"), "switchboard-binaries");

    @TempDir
    Path folder;

    private final AtomicInteger changes = new AtomicInteger();

    @Test
    void aKilledServerIsStartedAgainWithItsData() {
        PostgresSettings settings = new PostgresSettings(
                folder.resolve("data"), folder.resolve("log"), BINARIES, Ports.free(), "secret", 20, false);
        SupervisedPostgres postgres = SupervisedPostgres.start(settings, changes::incrementAndGet);
        try (postgres) {
            postgres.address().createDatabase("kept");
            long first = postgres.pid();
            assertThat(ProcessHandle.of(first).orElseThrow().destroyForcibly()).isTrue();
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> changes.get() == 1);
            assertThat(postgres.pid()).isNotEqualTo(first);
            postgres.address().dropDatabase("kept");
        }
        assertThat(ProcessHandle.of(postgres.pid()).flatMap(p -> p.info().command()))
                .isEmpty();
    }
}
