package dev.switchboard.standalone.backup;

import dev.switchboard.common.contract.WireJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.common.TopicPartition;

/// Writes an archive of a running installation, of one moment: every schema in one snapshot, and of the topics what
/// may not have been taken then. At that moment all outboxes are locked for some milliseconds, so that nothing can
/// leave an outbox between the look at Kafka and the look at the database (ADR 54).
public final class Backup {
    private final Source source;
    private final Clock clock;

    public Backup(Source source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /// @param file is whole or not there; readable by its owner only
    /// @throws IOException when it cannot be written
    /// @throws SQLException when PostgreSQL does not let us
    public Manifest write(Path file) throws IOException, SQLException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Manifest manifest = write(part, source);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return manifest;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Manifest write(Path part, Source from) throws IOException, SQLException {
        try (OutputStream out = Files.newOutputStream(part);
                ZipOutputStream zip = new ZipOutputStream(out);
                Connection reading = DriverManager.getConnection(
                        from.jdbc(), from.server().user(), from.server().password());
                TopicTails tails = new TopicTails(from.bootstrap())) {
            reading.setAutoCommit(false);
            reading.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            List<TopicTails.Tail> open = freeze(reading, tails);
            TablesOut tables = new TablesOut(reading, zip);
            List<Manifest.Schema> schemas = tables.write(from.schemas());
            long records = tails.write(open, zip);
            long files = files(zip);
            Manifest manifest = new Manifest(
                    Manifest.FORMAT,
                    clock.instant(),
                    from.keys(),
                    from.demo(),
                    schemas,
                    open.stream().map(TopicTails.Tail::topic).distinct().toList(),
                    records,
                    files);
            zip.putNextEntry(new ZipEntry(Manifest.ENTRY));
            zip.write(WireJson.write(manifest).getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            return manifest;
        }
    }

    /// The moment: whatever has left an outbox by now is on its topic, and nothing leaves or enters one until the
    /// snapshot is taken. What Kafka says that a consumer has taken is in the snapshot.
    private List<TopicTails.Tail> freeze(Connection reading, TopicTails tails) throws SQLException {
        try (Connection locking = DriverManager.getConnection(
                        source.jdbc(), source.server().user(), source.server().password());
                Statement lock = locking.createStatement();
                Statement snapshot = reading.createStatement()) {
            locking.setAutoCommit(false);
            Map<TopicPartition, Long> froms = tails.froms();
            lock.execute("SET LOCAL lock_timeout = '10s'");
            lock.execute("LOCK TABLE "
                    + source.schemas().stream()
                            .map(schema -> schema + ".outbox")
                            .collect(Collectors.joining(", "))
                    + " IN SHARE MODE");
            List<TopicTails.Tail> open = tails.open(froms);
            snapshot.execute("SELECT 1");
            locking.rollback();
            return open;
        }
    }

    private long files(ZipOutputStream zip) throws IOException {
        Path blobs = source.blobs();
        if (!Files.exists(blobs)) {
            return 0;
        }
        long count = 0;
        try (Stream<Path> files = Files.walk(blobs)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry("blobs/" + blobs.relativize(file)));
                Files.copy(file, zip);
                zip.closeEntry();
                count++;
            }
        }
        return count;
    }
}
