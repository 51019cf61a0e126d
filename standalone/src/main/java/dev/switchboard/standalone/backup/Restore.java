package dev.switchboard.standalone.backup;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.messaging.TopicProvisioner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Makes an installation of a backup: its migrations and rows, then its files, then what was on its way in Kafka. The
/// services are started afterwards; they migrate to the present, send what is in the outboxes, and take what is on the
/// topics, of which their inboxes know what they had taken before.
public final class Restore implements AutoCloseable {
    private final ZipFile zip;
    private final Manifest manifest;

    /// @throws BackupRefused when the file is no backup that this program can read
    public Restore(Path file) {
        try {
            this.zip = new ZipFile(file.toFile());
            try (InputStream in = open(Manifest.ENTRY)) {
                this.manifest = WireJson.read(in.readAllBytes(), Manifest.class);
            }
        } catch (IOException e) {
            throw new BackupRefused(file + " is no backup of Switchboard, or is damaged: " + e.getMessage());
        }
        if (manifest.format() > Manifest.FORMAT) {
            throw new BackupRefused(file + " was made by a newer Switchboard: restore it with that one.");
        }
    }

    public Manifest manifest() {
        return manifest;
    }

    /// @throws BackupRefused when secrets in the backup could not be opened again
    public void checkKeys(List<String> present) {
        List<String> missing =
                manifest.keys().stream().filter(id -> !present.contains(id)).toList();
        if (!missing.isEmpty()) {
            throw new BackupRefused("The backup is sealed with keys that are not here (" + String.join(", ", missing)
                    + "): put the installation's own `secret-key-base`, and `master-keys` where there was one, into the"
                    + " data folder, or set SECRET_KEY_BASE and SECRET_MASTER_KEYS, and run it again.");
        }
    }

    /// @param target empty, with its roles and schemas
    public void into(Source target) throws SQLException, IOException {
        database(target);
        files(target.blobs());
        topics(target.bootstrap());
    }

    /// Schemas of the backup's own migrations, with its rows.
    public void database(Source target) throws SQLException, IOException {
        TablesIn tables = new TablesIn(target);
        for (Manifest.Schema schema : manifest.schemas()) {
            tables.migrate(schema);
        }
        tables.load(manifest.schemas(), this::open);
    }

    private void files(Path blobs) throws IOException {
        for (ZipEntry entry : zip.stream().toList()) {
            if (entry.getName().startsWith("blobs/")) {
                Path file = blobs.resolve(entry.getName().substring("blobs/".length()))
                        .normalize();
                if (!file.startsWith(blobs)) {
                    throw new BackupRefused("The backup reaches outside of its folder: " + entry.getName());
                }
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, file);
                }
            }
        }
    }

    private void topics(String bootstrap) throws IOException {
        TopicProvisioner.provision(
                bootstrap,
                manifest.topics().stream().filter(name -> name.endsWith(".dlt")).toList());
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String topic : manifest.topics()) {
                try (InputStream in = open(TopicTails.entry(topic));
                        Stream<String> lines =
                                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines()) {
                    lines.map(line -> WireJson.read(line, TopicTails.Line.class))
                            .forEach(line -> producer.send(record(topic, line), (_, error) -> refuse(error)));
                }
            }
            producer.flush();
        }
    }

    private static void refuse(@Nullable Exception error) {
        if (error != null) {
            throw new IllegalStateException("Kafka does not take the backup's records", error);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, TopicTails.Line line) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, line.partition(), line.key(), line.value());
        line.headers().forEach(header -> record.headers().add(header.name(), header.value()));
        return record;
    }

    private InputStream open(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("it has no " + name);
        }
        return zip.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
