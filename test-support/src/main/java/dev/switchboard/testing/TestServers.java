package dev.switchboard.testing;

import dev.switchboard.embedded.DatabaseServer;
import dev.switchboard.embedded.Folders;
import dev.switchboard.embedded.KafkaBroker;
import dev.switchboard.embedded.Ports;
import dev.switchboard.embedded.PostgresServer;
import dev.switchboard.embedded.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// The JVM's one PostgreSQL and one Kafka, started when first asked for: those of the environment
/// (`SWITCHBOARD_TEST_PG_URL` as `postgresql://user:password@host:port`, `SWITCHBOARD_TEST_KAFKA` as a bootstrap
/// list), else containers where Docker answers, else embedded ones. Tests never skip for want of a server.
public final class TestServers {
    private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"), "switchboard-tests");
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable DatabaseServer postgres;
    private static @Nullable String kafka;

    private TestServers() {}

    public static synchronized DatabaseServer postgres() {
        if (postgres == null) {
            postgres = startPostgres();
        }
        return postgres;
    }

    /// The bootstrap list.
    public static synchronized String kafka() {
        if (kafka == null) {
            kafka = startKafka();
        }
        return kafka;
    }

    /// The name of a new, empty database.
    public static String freshDatabase(String label) {
        String name = "test_" + label.replace('-', '_') + "_" + DATABASES.incrementAndGet();
        postgres().dropDatabase(name);
        postgres().createDatabase(name);
        return name;
    }

    private static DatabaseServer startPostgres() {
        String url = System.getenv("SWITCHBOARD_TEST_PG_URL");
        if (url != null) {
            URI uri = URI.create(url);
            String[] user = uri.getUserInfo().split(":", 2);
            return new DatabaseServer(uri.getHost(), uri.getPort(), user[0], user[1]);
        }
        if (dockerAnswers()) {
            PostgreSQLContainer container = new PostgreSQLContainer("postgres:18-alpine");
            container.start();
            return new DatabaseServer(
                    container.getHost(),
                    container.getMappedPort(5432),
                    container.getUsername(),
                    container.getPassword());
        }
        Path folder = folder();
        PostgresServer server = PostgresServer.start(new PostgresSettings(
                folder.resolve("postgres"),
                folder.resolve("postgres.log"),
                FOLDER.resolve("binaries"),
                Ports.free(),
                "test",
                100,
                false));
        stopWithTheJvm(server, folder);
        return server.address();
    }

    private static String startKafka() {
        String bootstrap = System.getenv("SWITCHBOARD_TEST_KAFKA");
        if (bootstrap != null) {
            return bootstrap;
        }
        if (dockerAnswers()) {
            KafkaContainer container = new KafkaContainer("apache/kafka-native:4.2.1");
            container.start();
            return container.getBootstrapServers();
        }
        Path folder = folder();
        KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), Ports.free(), Ports.free());
        stopWithTheJvm(broker, folder);
        return broker.bootstrap();
    }

    private static boolean dockerAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(FOLDER), "server");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stopWithTheJvm(AutoCloseable server, Path folder) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try (server) {
                Thread.currentThread().setName("stop-test-server");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            try {
                Folders.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }
}
