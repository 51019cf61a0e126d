package dev.switchboard.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersTests {
    private static final Path BINARIES = Path.of(System.getProperty("java.io.tmpdir"), "switchboard-binaries");

    @TempDir
    Path folder;

    @Test
    void postgresKeepsItsDataOverARestart() throws Exception {
        PostgresSettings settings = postgres();
        try (PostgresServer first = PostgresServer.start(settings)) {
            first.address().createDatabase("switchboard");
            first.address().createSchemas("switchboard", List.of(new DatabaseServer.Owner("admin", "one")));
            try (Connection admin = connect(first, "admin", "one");
                    var statement = admin.createStatement()) {
                statement.execute("CREATE TABLE kept AS SELECT 'Äpfel' AS fruit");
            }
        }
        try (PostgresServer second = PostgresServer.start(settings)) {
            second.address().createDatabase("switchboard");
            second.address().createSchemas("switchboard", List.of(new DatabaseServer.Owner("admin", "two")));
            try (Connection admin = connect(second, "admin", "two");
                    var rows = admin.createStatement().executeQuery("SELECT upper(fruit) FROM admin.kept")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("ÄPFEL");
            }
        }
    }

    @Test
    void oneServiceDoesNotSeeTheSchemaOfAnother() throws Exception {
        try (PostgresServer server = PostgresServer.start(postgres())) {
            server.address().createDatabase("switchboard");
            server.address()
                    .createSchemas(
                            "switchboard",
                            List.of(new DatabaseServer.Owner("admin", "a"), new DatabaseServer.Owner("memory", "m")));
            try (Connection admin = connect(server, "admin", "a");
                    Connection memory = connect(server, "memory", "m")) {
                admin.createStatement().execute("CREATE TABLE secret (id int)");
                assertThatThrownBy(() -> memory.createStatement().executeQuery("SELECT * FROM admin.secret"))
                        .hasMessageContaining("permission denied for schema admin");
            }
        }
    }

    @Test
    void aPostmasterLeftBehindIsStoppedAndItsFolderTakenOver() {
        PostgresSettings settings = postgres();
        PostgresServer abandoned = PostgresServer.start(settings);
        try (PostgresServer next = PostgresServer.start(settings)) {
            assertThat(next.pid()).isNotEqualTo(abandoned.pid());
            assertThat(ProcessHandle.of(abandoned.pid()).flatMap(p -> p.info().command()))
                    .as("what is left, if anything, is a zombie")
                    .isEmpty();
        }
    }

    @Test
    void aLockFileThatNamesAStrangerIsNoObstacle() throws Exception {
        PostgresSettings settings = postgres();
        PostgresServer.start(settings).close();
        Files.writeString(
                settings.data().resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n");
        try (PostgresServer next = PostgresServer.start(settings)) {
            assertThat(next.pid()).isPositive();
        }
    }

    @Test
    void aDamagedFolderIsNamedInOneSentence() throws Exception {
        PostgresSettings settings = postgres();
        PostgresServer.start(settings).close();
        Files.delete(settings.data().resolve("global/pg_control"));
        assertThatThrownBy(() -> PostgresServer.start(settings))
                .isInstanceOf(ServerFailed.class)
                .hasMessageContaining(settings.data().toString())
                .hasMessageContaining("pg_control")
                .hasMessageContaining("reset");
    }

    @Test
    void kafkaKeepsItsFactsOverARestart() throws Exception {
        Path data = folder.resolve("kafka");
        int port = Ports.free();
        try (KafkaBroker first = KafkaBroker.start(data, port, Ports.free());
                Admin admin = Admin.create(Map.of("bootstrap.servers", first.bootstrap()));
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", first.bootstrap(), "acks", "all"),
                        new StringSerializer(),
                        new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic("facts", 1, (short) 1)))
                    .all()
                    .get();
            producer.send(new ProducerRecord<>("facts", "key", "kept")).get();
        }
        try (KafkaBroker second = KafkaBroker.start(data, port, Ports.free());
                KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", second.bootstrap()),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            TopicPartition partition = new TopicPartition("facts", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            assertThat(consumer.poll(Duration.ofSeconds(10)))
                    .extracting(record -> new String(record.value().getBytes(StandardCharsets.UTF_8)))
                    .containsExactly("kept");
        }
    }

    @Test
    void aKafkaFolderWithoutItsMarkIsNotFormattedOver() throws Exception {
        Path data = folder.resolve("kafka");
        KafkaBroker.start(data, Ports.free(), Ports.free()).close();
        Files.delete(data.resolve("meta.properties"));
        assertThatThrownBy(() -> KafkaBroker.start(data, Ports.free(), Ports.free()))
                .isInstanceOf(ServerFailed.class)
                .hasMessageContaining("meta.properties is missing")
                .hasMessageContaining("reset");
    }

    @Test
    void aKafkaFolderOfAnotherNodeIsRefused() throws Exception {
        Path data = folder.resolve("kafka");
        KafkaBroker.start(data, Ports.free(), Ports.free()).close();
        Files.writeString(data.resolve("meta.properties"), "version=1\nnode.id=7\ncluster.id=x\n");
        assertThatThrownBy(() -> KafkaBroker.start(data, Ports.free(), Ports.free()))
                .isInstanceOf(ServerFailed.class)
                .hasMessageContaining("Stored node id 7");
    }

    private PostgresSettings postgres() {
        return new PostgresSettings(
                folder.resolve("postgres"),
                folder.resolve("postgres.log"),
                BINARIES,
                Ports.free(),
                "secret",
                20,
                false);
    }

    private static Connection connect(PostgresServer server, String user, String password) throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.address().port() + "/switchboard", user, password);
    }
}
