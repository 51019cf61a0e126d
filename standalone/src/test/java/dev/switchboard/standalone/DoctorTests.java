package dev.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.embedded.Ports;
import dev.switchboard.standalone.Finding.Level;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTests {
    private static final String KEY = "k".repeat(40);

    @TempDir
    Path folder;

    @Test
    void aMachineThatIsFitGetsNoWordOfBlame() {
        assertThat(machine(Map.of("SECRET_KEY_BASE", KEY, "PUBLIC_URL", "https://support.example.com")))
                .extracting(Finding::level)
                .doesNotContain(Level.FAIL);
        assertThat(peers(Map.of())).extracting(Finding::level).doesNotContain(Level.FAIL);
    }

    @Test
    void whatIsConfiguredWronglyIsNamedWithWhatToDo() throws IOException {
        assertThat(machine(Map.of("SECRET_KEY_BASE", "short", "PUBLIC_URL", "support.example.com")))
                .filteredOn(finding -> finding.level() == Level.FAIL)
                .extracting(Finding::what)
                .containsExactly("key", "base URL");
        Files.createDirectory(folder.resolve("postgres"));
        assertThat(machine(Map.of()))
                .anySatisfy(finding ->
                        assertThat(finding.line()).contains("fail", "secret-key-base is gone", "Put it back"));
    }

    @Test
    void aPortThatSomebodyElseHasIsFound() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());
            assertThat(machine(Map.of("SWITCHBOARD_PORT", port)))
                    .anySatisfy(finding -> assertThat(finding.line()).contains("fail", "ports", port));
        }
    }

    @Test
    void peersThatDoNotAnswerAreFoundAndPasswordsAreNotSaid() {
        String nobody = "127.0.0.1:" + Ports.free();
        List<Finding> findings = peers(Map.of(
                "DATABASE_URL",
                "ecto://sw:secret-word@" + nobody + "/desk",
                "KAFKA_BOOTSTRAP",
                nobody,
                "REDIS_URL",
                "redis://:secret-word@" + nobody,
                "SMTP_HOST",
                "127.0.0.1",
                "SMTP_PORT",
                nobody.split(":")[1],
                "OPENAI_BASE_URL",
                "http://" + nobody + "/v1"));
        assertThat(findings)
                .filteredOn(finding -> finding.level() == Level.FAIL)
                .extracting(Finding::what)
                .containsExactly("PostgreSQL", "Kafka", "Redis", "SMTP", "AI");
        assertThat(findings).extracting(Finding::line).noneMatch(line -> line.contains("secret-word"));
    }

    @Test
    void aMailServerIsKnownByItsGreeting() throws IOException {
        try (ServerSocket mail = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> greet(mail));
            assertThat(peers(Map.of("SMTP_HOST", "127.0.0.1", "SMTP_PORT", Integer.toString(mail.getLocalPort()))))
                    .anySatisfy(finding -> assertThat(finding.line()).contains("ok", "SMTP", "greets"));
        }
    }

    private static void greet(ServerSocket mail) {
        try (Socket socket = mail.accept();
                OutputStream out = socket.getOutputStream()) {
            out.write("220 hello\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<Finding> machine(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(Map.of("SWITCHBOARD_PORT_OFFSET", "17000"));
        all.putAll(environment);
        return new MachineCheckup(new Home(folder), PortPlan.of(all), all, false).findings();
    }

    private List<Finding> peers(Map<String, String> environment) {
        return new PeerCheckup(new Home(folder), PortPlan.of(environment), environment, false).findings();
    }
}
