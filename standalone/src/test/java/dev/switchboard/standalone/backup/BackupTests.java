package dev.switchboard.standalone.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.messaging.TopicProvisioner;
import dev.switchboard.embedded.DatabaseServer;
import dev.switchboard.embedded.KafkaBroker;
import dev.switchboard.embedded.Ports;
import dev.switchboard.testing.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTests {
    private static final String DLT = "message.created.ai-service.dlt";

    @TempDir
    Path folder;

    @Test
    void whatIsRestoredHoldsEveryRowEveryFileAndWhatWasOnItsWay() throws Exception {
        Source from = installation("from", TestServers.kafka());
        migrate(from);
        fill(from);
        Path blob = Files.createDirectories(from.blobs().resolve("ab")).resolve("abc");
        Files.writeString(blob, "a picture");
        TopicProvisioner.provision(from.bootstrap(), List.of(DLT));
        tell(from.bootstrap());

        Path file = folder.resolve("backup.zip");
        Manifest manifest = new Backup(from, Clock.systemUTC()).write(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(noSecretIn(file)).isTrue();

        try (KafkaBroker fresh = KafkaBroker.start(folder.resolve("kafka"), Ports.free(), Ports.free());
                Restore restore = new Restore(file)) {
            assertThatThrownBy(() -> restore.checkKeys(List.of("00000000")))
                    .isInstanceOf(BackupRefused.class)
                    .hasMessageContaining("secret-key-base");
            restore.checkKeys(List.of("1a2b3c4d", "00000000"));
            Source to = installation("to", fresh.bootstrap());
            TopicProvisioner.provision(to.bootstrap(), List.of());
            restore.into(to);
            assertThat(content(to)).isEqualTo(content(from)).hasSizeGreaterThan(60);
            assertThat(to.blobs().resolve("ab/abc")).hasContent("a picture");
            // taken by everybody: 0 and 1; by one group: 2; by a group that never said anything: all of the dead
            // letters
            assertThat(told(to.bootstrap(), MessageCreated.TOPIC)).containsExactly("2", "3");
            assertThat(told(to.bootstrap(), AccountUpdated.TOPIC)).containsExactly("state");
            assertThat(told(to.bootstrap(), TypingChanged.TOPIC)).isEmpty();
            assertThat(manifest.records()).isEqualTo(3);
            // numbers that were given are not given again
            assertThat(
                            number(
                                    to,
                                    "INSERT INTO conversation.outbox (event_id, account_id, topic, key, type, occurred_at)"
                                            + " VALUES (gen_random_uuid(), gen_random_uuid(), 't', 'k', 'x', now()) RETURNING id"))
                    .isEqualTo(2);
            // nothing is left for the services to migrate
            migrate(to);
        }
    }

    @Test
    void aFileThatIsNoBackupIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("x.zip"), "no zip");
        assertThatThrownBy(() -> new Restore(file))
                .isInstanceOf(BackupRefused.class)
                .hasMessageContaining("no backup of Switchboard");
    }

    private Source installation(String name, String kafka) {
        List<Source.Owner> owners = Stream.of("conversation", "channel", "ai", "memory", "admin")
                .map(schema -> new Source.Owner(schema, schema + "-service", "test"))
                .toList();
        DatabaseServer server = TestServers.postgres();
        String database = TestServers.freshDatabase("backup-" + name);
        server.createSchemas(
                database,
                owners.stream()
                        .map(owner -> new DatabaseServer.Owner(owner.schema(), owner.password()))
                        .toList());
        return new Source(server, database, owners, kafka, folder.resolve(name + "-blobs"), List.of("1a2b3c4d"), false);
    }

    private static void migrate(Source source) {
        TablesIn tables = new TablesIn(source);
        source.owners()
                .forEach(owner -> tables.migrate(owner, "classpath:db/messaging", "classpath:db/" + owner.service()));
    }

    private static void fill(Source source) throws SQLException {
        try (Connection connection = connect(source);
                Statement statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            statement.execute("""
                    INSERT INTO conversation.customer SELECT gen_random_uuid(), gen_random_uuid(),
                        E'tab\\t, line\\n, back\\\\slash, nöße', NULL, '', now(), now() FROM generate_series(1, 50)
                    """);
            statement.execute("""
                    INSERT INTO conversation.outbox (event_id, account_id, topic, key, type, payload, occurred_at)
                    VALUES (gen_random_uuid(), gen_random_uuid(), 'message.created', 'k', 'message.created.v1', '{}', now())
                    """);
            statement.execute("INSERT INTO channel.inbox VALUES ('deliveries', gen_random_uuid())");
            statement.execute("SET search_path = conversation");
            statement.execute("""
                    CREATE TABLE message_2020_02 PARTITION OF message
                    FOR VALUES FROM ('2020-02-01 00:00:00+00') TO ('2020-03-01 00:00:00+00')
                    """);
            statement.execute("""
                    INSERT INTO message (account_id, conversation_id, seq, id, version, owner, lease_epoch, author_kind,
                        kind, body, attachments, sources, metadata, created_at)
                    SELECT gen_random_uuid(), gen_random_uuid(), 1, gen_random_uuid(), 1, 'bot', 1, 'customer', 'reply',
                        'Hello', '[]', '[]', '{"a": 1}', at FROM unnest(ARRAY[now(), timestamptz '2020-02-10', '1999-01-01']) AS at
                    """);
        }
    }

    private static void tell(String bootstrap) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < 4; i++) {
                producer.send(new ProducerRecord<>(MessageCreated.TOPIC, 4, "k", Integer.toString(i)));
            }
            producer.send(new ProducerRecord<>(AccountUpdated.TOPIC, 0, "a", "state"));
            producer.send(new ProducerRecord<>(TypingChanged.TOPIC, 0, "a", "typing"));
            producer.flush();
        }
        taken(bootstrap, "channel-service", 3);
        taken(bootstrap, "ai-service", 2);
    }

    private static void taken(String bootstrap, String group, long offset) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "group.id", group),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.commitSync(Map.of(new TopicPartition(MessageCreated.TOPIC, 4), new OffsetAndMetadata(offset)));
        }
    }

    private static List<String> told(String bootstrap, String topic) {
        List<String> told = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> told.add(record.value()));
            }
        }
        return told;
    }

    /// Every table's rows, as one sum.
    private static Map<String, String> content(Source source) throws SQLException {
        Map<String, String> content = new TreeMap<>();
        try (Connection connection = connect(source);
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("""
                    SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
                    WHERE schemaname IN ('admin', 'conversation', 'channel', 'ai', 'memory')
                        AND tablename <> 'flyway_schema_history'
                    """)) {
                while (row.next()) {
                    tables.add(row.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery(
                        "SELECT count(*) || ':' || coalesce(md5(string_agg(t::text, ',' ORDER BY t::text)), '') FROM "
                                + table + " t")) {
                    row.next();
                    content.put(table, row.getString(1));
                }
            }
        }
        return content;
    }

    private static long number(Source source, String sql) throws SQLException {
        try (Connection connection = connect(source);
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Connection connect(Source source) throws SQLException {
        return DriverManager.getConnection(
                source.jdbc(), source.server().user(), source.server().password());
    }

    private static boolean noSecretIn(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream()
                    .noneMatch(entry -> entry.getName().contains("key-base")
                            || entry.getName().contains("master"));
        }
    }
}
