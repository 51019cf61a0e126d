package dev.switchboard.standalone.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;

/// Makes schemas as a backup had them, and fills them. Constraints and triggers rest while rows come in: the rows had
/// met them where they come from.
final class TablesIn {
    private final Source target;

    TablesIn(Source target) {
        this.target = target;
    }

    /// Runs the migrations that the backup's schema was made with, and no newer one.
    ///
    /// @throws BackupRefused when this program does not know one of them
    void migrate(Manifest.Schema schema) throws IOException {
        Source.Owner owner = target.owners().stream()
                .filter(each -> each.schema().equals(schema.name()))
                .findFirst()
                .orElseThrow(() -> new BackupRefused("There is no service for the backup's schema " + schema.name()));
        Path scripts = Files.createTempDirectory("migrations");
        try {
            for (String script : schema.migrations()) {
                copy(script, owner.service(), scripts);
            }
            migrate(owner, "filesystem:" + scripts);
        } finally {
            try (Stream<Path> files = Files.list(scripts)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(scripts);
        }
    }

    /// As the services do it at their start.
    void migrate(Source.Owner owner, String... locations) {
        Flyway.configure()
                .dataSource(target.jdbc(), owner.schema(), owner.password())
                .defaultSchema(owner.schema())
                .schemas(owner.schema())
                .createSchemas(false)
                .outOfOrder(true)
                .locations(locations)
                .load()
                .migrate();
    }

    private static void copy(String script, String service, Path into) throws IOException {
        for (String folder : List.of("db/messaging/", "db/" + service + "/")) {
            try (InputStream in = TablesIn.class.getClassLoader().getResourceAsStream(folder + script)) {
                if (in != null) {
                    Files.copy(in, into.resolve(script));
                    return;
                }
            }
        }
        throw new BackupRefused("The backup was made by another version of Switchboard, whose migration " + script
                + " of " + service + " is not known here: restore it with that version, or a newer one.");
    }

    @FunctionalInterface
    interface Entries {
        InputStream open(String name) throws IOException;
    }

    void load(List<Manifest.Schema> schemas, Entries entries) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(
                        target.jdbc(), target.server().user(), target.server().password());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET session_replication_role = replica");
            for (Manifest.Schema schema : schemas) {
                statement.execute("SET ROLE " + schema.name());
                for (String partition : schema.partitions()) {
                    statement.execute(partition);
                }
                statement.execute("RESET ROLE");
                // migrations may have put rows in
                for (Manifest.Table table : schema.tables()) {
                    statement.execute("TRUNCATE " + schema.name() + "." + table.name() + " CASCADE");
                }
            }
            for (Manifest.Schema schema : schemas) {
                load(schema, connection, entries);
            }
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("ANALYZE");
        }
    }

    private static void load(Manifest.Schema schema, Connection connection, Entries entries)
            throws SQLException, IOException {
        for (Manifest.Table table : schema.tables()) {
            try (InputStream in = entries.open(TablesOut.entry(schema.name(), table.name()))) {
                long rows = connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY " + schema.name() + "." + table.name() + " (" + String.join(", ", table.columns())
                                        + ") FROM STDIN",
                                in);
                if (rows != table.rows()) {
                    throw new BackupRefused("The backup is damaged: " + schema.name() + "." + table.name() + " has "
                            + rows + " rows of " + table.rows());
                }
            }
        }
        try (PreparedStatement set = connection.prepareStatement("SELECT setval(?::regclass, ?)")) {
            for (Manifest.Sequence sequence : schema.sequences()) {
                set.setString(1, schema.name() + "." + sequence.name());
                set.setLong(2, sequence.value());
                set.execute();
            }
        }
    }
}
