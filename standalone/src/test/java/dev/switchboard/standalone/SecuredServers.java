package dev.switchboard.standalone;

import dev.switchboard.embedded.Ports;
import dev.switchboard.embedded.PostgresServer;
import dev.switchboard.embedded.PostgresSettings;
import dev.switchboard.testing.SelfSigned;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// Servers as others run them for us: a PostgreSQL that takes nobody without TLS, and a Kafka that wants TLS and a
/// password (SCRAM-SHA-512), with a certificate for `localhost`.
final class SecuredServers implements AutoCloseable {
    private static final Path BINARIES = Path.of(System.getProperty("java.io.tmpdir"), "switchboard-binaries");
    private static final String SECRET = "test-secret";
    private static final String USER = "desk";

    private final PostgresServer postgres;
    private final KafkaRaftServer kafka;
    private final Map<String, String> environment;

    private SecuredServers(PostgresServer postgres, KafkaRaftServer kafka, Map<String, String> environment) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.environment = environment;
    }

    static SecuredServers start(Path folder) throws Exception {
        SelfSigned keys = SelfSigned.in(folder);
        int database = Ports.free();
        PostgresServer postgres = PostgresServer.start(new PostgresSettings(
                folder.resolve("postgres"), folder.resolve("postgres.log"), BINARIES, database, SECRET, 60, false));
        postgres.address().createDatabase("desk");
        demandTls(folder.resolve("postgres"), keys, database);
        int port = Ports.free();
        KafkaRaftServer kafka = kafka(folder.resolve("kafka"), keys, port);
        return new SecuredServers(
                postgres,
                kafka,
                Map.of(
                        "DATABASE_URL",
                        "postgres://postgres:" + SECRET + "@localhost:" + database + "/desk?sslmode=verify-full",
                        "POSTGRES_SSLROOTCERT",
                        keys.certificate().toString(),
                        "KAFKA_BOOTSTRAP",
                        "localhost:" + port,
                        "KAFKA_SECURITY_PROTOCOL",
                        "SASL_SSL",
                        "KAFKA_SASL_MECHANISM",
                        "SCRAM-SHA-512",
                        "KAFKA_USERNAME",
                        USER,
                        "KAFKA_PASSWORD",
                        SECRET,
                        "KAFKA_CA_FILE",
                        keys.certificate().toString()));
    }

    /// What a deployment would say of them.
    Map<String, String> environment() {
        return environment;
    }

    Map<String, String> environmentBut(String name, String value) {
        Map<String, String> other = new HashMap<>(environment);
        other.put(name, value);
        return other;
    }

    private static void demandTls(Path data, SelfSigned keys, int port) throws IOException, SQLException {
        UserPrincipal owner = Files.getOwner(data.resolve("PG_VERSION"));
        for (Path file : List.of(keys.certificate(), keys.key())) {
            Path copy = Files.copy(file, data.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            Path _ = Files.setOwner(copy, owner);
        }
        Path _ = Files.writeString(data.resolve("postgresql.conf"), "\nssl = on\n", StandardOpenOption.APPEND);
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/desk", "postgres", SECRET);
                Statement statement = connection.createStatement()) {
            Path _ = Files.writeString(data.resolve("pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
            boolean _ = statement.execute("SELECT pg_reload_conf()");
        }
    }

    private static KafkaRaftServer kafka(Path data, SelfSigned keys, int port) throws Exception {
        String controller = "127.0.0.1:" + Ports.free();
        String login = "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER
                + "\" password=\"" + SECRET + "\";";
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .addDirectory(data.toString())
                .setMetadataLogDirectory(data.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setScramArguments(List.of("SCRAM-SHA-512=[name=" + USER + ",password=" + SECRET + "]"))
                .run();
        KafkaRaftServer server = new KafkaRaftServer(
                new KafkaConfig(
                        Map.ofEntries(
                                Map.entry("process.roles", "broker,controller"),
                                Map.entry("node.id", "1"),
                                Map.entry("controller.quorum.voters", "1@" + controller),
                                Map.entry("controller.listener.names", "CONTROLLER"),
                                Map.entry("listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://" + controller),
                                Map.entry("advertised.listeners", "CLIENTS://localhost:" + port),
                                Map.entry("listener.security.protocol.map", "CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT"),
                                Map.entry("inter.broker.listener.name", "CLIENTS"),
                                Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                                Map.entry("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512"),
                                Map.entry("listener.name.clients.scram-sha-512.sasl.jaas.config", login),
                                Map.entry("ssl.keystore.type", "PKCS12"),
                                Map.entry("ssl.keystore.location", keys.store().toString()),
                                Map.entry("ssl.keystore.password", SelfSigned.PASSWORD),
                                Map.entry("ssl.key.password", SelfSigned.PASSWORD),
                                Map.entry("ssl.truststore.type", "PEM"),
                                Map.entry(
                                        "ssl.truststore.location",
                                        keys.certificate().toString()),
                                Map.entry("log.dirs", data.toString()),
                                Map.entry("auto.create.topics.enable", "false"),
                                Map.entry("default.replication.factor", "1"),
                                Map.entry("offsets.topic.replication.factor", "1"),
                                Map.entry("offsets.topic.num.partitions", "1"),
                                Map.entry("transaction.state.log.replication.factor", "1"),
                                Map.entry("transaction.state.log.min.isr", "1"),
                                Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
                                Map.entry("group.initial.rebalance.delay.ms", "0")),
                        false),
                Time.SYSTEM);
        server.startup();
        return server;
    }

    @Override
    public void close() {
        kafka.shutdown();
        kafka.awaitShutdown();
        postgres.close();
    }
}
