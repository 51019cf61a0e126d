package dev.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SupervisedProcessTests {
    private final AtomicInteger changes = new AtomicInteger();

    @Test
    void aKilledProcessIsStartedAgain() {
        try (SupervisedProcess process = supervise("sleep", "60")) {
            process.start();
            long first = process.pid();
            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            Awaitility.await().until(() -> process.pid() != first);
            assertThat(process.restarts()).isEqualTo(1);
            assertThat(changes).hasValue(2);
        }
    }

    @Test
    void aStoppedProcessStaysStopped() {
        SupervisedProcess process = supervise("sleep", "60");
        process.start();
        long pid = process.pid();
        process.close();
        assertThat(process.pid()).isEqualTo(pid);
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(process.restarts()).isZero();
    }

    @Test
    void aProcessThatKeepsEndingIsStartedLessAndLessOften() {
        try (SupervisedProcess process = supervise("false")) {
            process.start();
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> process.restarts() >= 4);
            assertThat(process.restarts()).isLessThan(6);
        }
    }

    private SupervisedProcess supervise(String... command) {
        return new SupervisedProcess("test", new ProcessBuilder(command), changes::incrementAndGet);
    }
}
