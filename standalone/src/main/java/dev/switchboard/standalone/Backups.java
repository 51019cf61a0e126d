package dev.switchboard.standalone;

import dev.switchboard.common.secret.SecretKeyBase;
import dev.switchboard.embedded.DatabaseServer;
import dev.switchboard.embedded.Folders;
import dev.switchboard.standalone.backup.Backup;
import dev.switchboard.standalone.backup.BackupRefused;
import dev.switchboard.standalone.backup.Manifest;
import dev.switchboard.standalone.backup.Restore;
import dev.switchboard.standalone.backup.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `backup` and `restore`: the installation in a file, and a new installation of it.
final class Backups {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'switchboard-'yyyyMMdd-HHmmss'.zip'");

    private final Home home;
    private final PortPlan ports;
    private final Map<String, String> environment;
    private final Progress progress;

    Backups(Home home, PortPlan ports, Map<String, String> environment, Progress progress) {
        this.home = home;
        this.ports = ports;
        this.environment = environment;
        this.progress = progress;
    }

    int backup(Optional<String> named) {
        if (RunFile.read(home).filter(running -> RunFile.lives(running.pid())).isEmpty()) {
            throw new Refusal(
                    "Switchboard is not running: start it with ./switchboard up, or, while it is stopped, copy"
                            + " the whole folder " + home.folder() + ".");
        }
        LogName.silence();
        Keys keys = Keys.of(home, environment);
        Path file = Path.of(
                        named.orElseGet(() -> LocalDateTime.now(ZoneOffset.UTC).format(NAME)))
                .toAbsolutePath();
        DatabaseServer server = new DatabaseServer("127.0.0.1", ports.postgres(), "postgres", keys.postgresPassword());
        try {
            Manifest manifest =
                    new Backup(source(server, keys, "127.0.0.1:" + ports.kafka()), Clock.systemUTC()).write(file);
            progress.line("%s: %,d rows, %,d files, %,d records on their way, %,d bytes."
                    .formatted(file, manifest.rows(), manifest.files(), manifest.records(), Files.size(file)));
            progress.line("It does not hold the keys: keep a copy of " + home.secretKeyBase()
                    + (Files.exists(home.masterKeys()) ? " and " + home.masterKeys() : "")
                    + " somewhere else. Without them it cannot be restored.");
            return 0;
        } catch (IOException | SQLException | IllegalStateException e) {
            throw new Refusal("The backup could not be made: " + e.getMessage());
        }
    }

    int restore(String named) {
        Path file = Path.of(named).toAbsolutePath();
        if (!Files.isReadable(file)) {
            throw new Refusal("There is no file " + file + " that could be read.");
        }
        home.create();
        RunLock.hold(home);
        LogName.useIn(home);
        if (!home.isNew() || Files.exists(home.kafka()) || Files.exists(home.blobs())) {
            throw new Refusal("There is an installation in " + home.folder()
                    + " already: restore into another SWITCHBOARD_HOME, or move that folder away.");
        }
        try (Restore restore = new Restore(file)) {
            restore.checkKeys(keyIds());
            make(restore);
            Manifest manifest = restore.manifest();
            progress.line("Restored %,d rows, %,d files and %,d records as of %s. Start it with ./switchboard up."
                    .formatted(manifest.rows(), manifest.files(), manifest.records(), manifest.madeAt()));
            return 0;
        } catch (BackupRefused e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All or nothing: what is half made goes.
    private void make(Restore restore) throws IOException {
        Keys keys = Keys.of(home, environment);
        boolean done = false;
        try (Closing closing = new Closing()) {
            Backbone servers = Backbone.start(home, ports, keys, progress, closing, () -> {});
            restore.into(
                    source(servers.postgres().address(), keys, servers.kafka().bootstrap()));
            if (restore.manifest().demo()) {
                Demo.restored(home);
            }
            done = true;
        } catch (SQLException e) {
            throw new Refusal("PostgreSQL does not take the backup: " + e.getMessage());
        } finally {
            if (!done) {
                for (Path made : List.of(home.postgres(), home.kafka(), home.blobs())) {
                    Folders.delete(made);
                }
            }
        }
    }

    private Source source(DatabaseServer server, Keys keys, String kafka) {
        List<Source.Owner> owners = Arrays.stream(Service.values())
                .flatMap(service -> service.schema().stream()
                        .map(schema -> new Source.Owner(schema, service.title(), keys.rolePassword(schema))))
                .toList();
        return new Source(server, Backbone.DATABASE, owners, kafka, home.blobs(), keyIds(), Demo.isSeeded(home));
    }

    /// Asks for no key that is not there: a fresh one would open nothing.
    private List<String> keyIds() {
        List<String> texts = new ArrayList<>(
                Stream.of(environment.getOrDefault("SECRET_MASTER_KEYS", "").split(","))
                        .toList());
        texts.add(environment.getOrDefault("SECRET_KEY_BASE", ""));
        try {
            for (Path file : List.of(home.secretKeyBase(), home.masterKeys())) {
                if (Files.exists(file)) {
                    texts.addAll(Files.readAllLines(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> new SecretKeyBase(text).id())
                .distinct()
                .toList();
    }
}
