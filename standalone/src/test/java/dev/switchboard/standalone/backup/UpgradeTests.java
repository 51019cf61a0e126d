package dev.switchboard.standalone.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.secret.SecretKeyBase;
import dev.switchboard.embedded.DatabaseServer;
import dev.switchboard.testing.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A database of every earlier release becomes one of today's, and loses nothing.
class UpgradeTests {
    private static final Path FIXTURES = Path.of("src/test/resources/upgrades");
    /// Of the fixtures alone.
    private static final String KEY = "upgrade-test-upgrade-test-upgrade-test-00";

    static List<Path> releases() throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void theDatabaseOfAReleaseIsMigratedAndKeepsEveryRow(Path release) throws Exception {
        Source target = installation("upgrade");
        try (Restore restore = new Restore(release)) {
            restore.checkKeys(List.of(new SecretKeyBase(KEY).id()));
            restore.database(target);
            migrate(target);
            for (Manifest.Schema schema : restore.manifest().schemas()) {
                for (Manifest.Table table : schema.tables()) {
                    assertThat(number(target, "SELECT count(*) FROM " + schema.name() + "." + table.name()))
                            .as(schema.name() + "." + table.name())
                            .isEqualTo(table.rows());
                }
            }
            assertThat(number(target, "SELECT count(*) FROM conversation.message"))
                    .isPositive();
            assertThat(number(target, "SELECT count(*) FROM memory.article")).isPositive();
        }
    }

    /// Replicas of a service that start together: one migrates, the other waits and finds it done.
    @Test
    void migrationsRunUnderALock() throws SQLException {
        Source target = installation("lock");
        TablesIn tables = new TablesIn(target);
        Source.Owner owner = target.owners().getFirst();
        Runnable replica = () -> tables.migrate(owner, "classpath:db/messaging", "classpath:db/" + owner.service());
        CompletableFuture.allOf(CompletableFuture.runAsync(replica), CompletableFuture.runAsync(replica))
                .join();
        assertThat(
                        number(
                                target,
                                "SELECT count(*) - count(DISTINCT version) FROM conversation.flyway_schema_history WHERE success"))
                .isZero();
    }

    private static void migrate(Source source) {
        TablesIn tables = new TablesIn(source);
        source.owners()
                .forEach(owner -> tables.migrate(owner, "classpath:db/messaging", "classpath:db/" + owner.service()));
    }

    private static Source installation(String name) {
        List<Source.Owner> owners = Stream.of("conversation", "channel", "ai", "memory", "admin")
                .map(schema -> new Source.Owner(schema, schema + "-service", "test"))
                .toList();
        DatabaseServer server = TestServers.postgres();
        String database = TestServers.freshDatabase(name);
        server.createSchemas(
                database,
                owners.stream()
                        .map(owner -> new DatabaseServer.Owner(owner.schema(), owner.password()))
                        .toList());
        return new Source(server, database, owners, "", Path.of("none"), List.of(), false);
    }

    private static long number(Source source, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        source.jdbc(), source.server().user(), source.server().password());
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
