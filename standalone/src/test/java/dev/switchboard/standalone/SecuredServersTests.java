package dev.switchboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.service.Aliases;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.embedded.Ports;
import dev.switchboard.gateway.GatewayApplication;
import dev.switchboard.standalone.Finding.Level;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Services as a container starts them, told by the environment alone, on servers that want TLS and passwords.
class SecuredServersTests {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    static Path folder;

    private static SecuredServers servers;

    @BeforeAll
    static void start() throws Exception {
        servers = SecuredServers.start(folder);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void theDoctorReachesThemAndNamesAWrongPassword() {
        assertThat(peers(servers.environment())).extracting(Finding::level).doesNotContain(Level.FAIL);
        assertThat(peers(servers.environmentBut("KAFKA_PASSWORD", "wrong")))
                .filteredOn(finding -> finding.level() == Level.FAIL)
                .extracting(Finding::what)
                .containsExactly("Kafka");
        assertThat(peers(servers.environmentBut("POSTGRES_SSLMODE", "disable")))
                .filteredOn(finding -> finding.level() == Level.FAIL)
                .extracting(Finding::what)
                .containsExactly("PostgreSQL");
    }

    @Test
    void servicesRunOnThem() throws Exception {
        int conversations = Ports.free();
        int gateway = Ports.free();
        Process service = start(ConversationServiceApplication.class, "--server.port=" + conversations);
        Process edge =
                start(GatewayApplication.class, "--server.port=" + Ports.free(), "--management.server.port=" + gateway);
        try (HttpClient http = HttpClient.newHttpClient()) {
            Awaitility.await().atMost(PATIENCE).until(() -> isReady(http, conversations) && isReady(http, gateway));
            assertThat(connections("ssl")).isPositive();
            assertThat(connections("NOT ssl")).isZero();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(groups()).isNotEmpty().containsOnly(GroupState.STABLE));
        } finally {
            end(service);
            end(edge);
        }
    }

    private static Process start(Class<?> application, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                application.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        folder.resolve(application.getSimpleName() + ".log").toFile());
        builder.environment().putAll(servers.environment());
        builder.environment().put("SECRET_KEY_BASE", "k".repeat(40));
        builder.environment().put("BLOB_DIR", folder.resolve("blobs").toString());
        return builder.start();
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            int _ = process.destroyForcibly().waitFor();
        }
    }

    private static boolean isReady(HttpClient http, int port) throws InterruptedException {
        URI health = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
        try {
            return http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /// The services' own, as PostgreSQL sees them.
    private static int connections(String which) throws SQLException {
        Map<String, String> aliases = Aliases.of(servers.environment());
        Properties login = new Properties();
        login.setProperty("user", aliases.get("POSTGRES_USER"));
        login.setProperty("password", aliases.get("POSTGRES_PASSWORD"));
        login.setProperty("sslmode", "require");
        String url = "jdbc:postgresql://localhost:" + aliases.get("POSTGRES_PORT") + "/" + aliases.get("POSTGRES_DB");
        try (Connection connection = DriverManager.getConnection(url, login);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT count(*) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid)"
                                + " WHERE a.backend_type = 'client backend' AND a.pid <> pg_backend_pid() AND "
                                + which)) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }

    private static List<GroupState> groups() throws Exception {
        Map<String, Object> settings = PeerCheckup.kafkaClient(Aliases.of(servers.environment()));
        settings.put("bootstrap.servers", servers.environment().get("KAFKA_BOOTSTRAP"));
        try (Admin admin = Admin.create(settings)) {
            return admin.listGroups().all().get().stream()
                    .flatMap(group -> group.groupState().stream())
                    .toList();
        }
    }

    private static List<Finding> peers(Map<String, String> environment) {
        return new PeerCheckup(new Home(folder), PortPlan.of(environment), environment, false).findings();
    }
}
