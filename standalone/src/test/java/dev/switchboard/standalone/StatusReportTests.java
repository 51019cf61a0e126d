package dev.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.embedded.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusReportTests {
    private static final long SELF = ProcessHandle.current().pid();
    private static final long NOBODY = 4_194_304;

    @Test
    void theJsonIsTheDocumentedOne() {
        StatusReport report =
                new StatusReport(true, List.of(new StatusReport.Row("gateway", "up", 42, 8080, 1024)), 7.5);
        assertThat(report.json()).isEqualTo("""
                        {"ready":true,"services":[{"name":"gateway","status":"up","pid":42,"port":8080,"rssBytes":1024}],\
                        "startupSeconds":7.5}""");
    }

    @Test
    void aMemberThatListensIsUpAndCountsItsMemory() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StatusReport report = report(SELF, listening.getLocalPort());
            assertThat(report.ready()).isTrue();
            assertThat(report.services().getFirst().status()).isEqualTo("up");
            assertThat(report.services().getFirst().rssBytes()).isGreaterThan(10_000_000);
        }
    }

    @Test
    void aMemberThatLivesButDoesNotAnswerIsStarting() {
        StatusReport report = report(SELF, Ports.free());
        assertThat(report.ready()).isFalse();
        assertThat(report.services().getFirst().status()).isEqualTo("starting");
    }

    @Test
    void aMemberWhoseProcessEndedIsDown() {
        assertThat(report(NOBODY, Ports.free()).services().getFirst().status()).isEqualTo("down");
    }

    @Test
    void aRunFileOfADeadLauncherMeansNothingRuns() {
        StatusReport report = StatusReport.of(Optional.of(new RunFile(NOBODY, true, 3, List.of())));
        assertThat(report.ready()).isFalse();
        assertThat(report.text()).contains("not running");
    }

    private static StatusReport report(long pid, int port) {
        RunFile.Member member = new RunFile.Member("kafka", pid, port, "");
        return StatusReport.of(Optional.of(new RunFile(SELF, true, 3, List.of(member))));
    }
}
