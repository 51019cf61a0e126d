package dev.switchboard.standalone.backup;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Writes the rows of schemas with `COPY`, an entry for each table. What the migrations make is not written: which they
/// were is, and the partitions that were made since.
final class TablesOut {
    private static final String TABLES = """
            SELECT quote_ident(c.relname), array_agg(quote_ident(a.attname) ORDER BY a.attnum)
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                AND a.attgenerated = ''
            WHERE c.relnamespace = ?::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                AND c.relname NOT IN ('flyway_schema_history', 'outbox_lease')
            GROUP BY c.relname ORDER BY c.relname
            """;
    private static final String PARTITIONS = """
            SELECT format('CREATE TABLE IF NOT EXISTS %s PARTITION OF %s %s', i.inhrelid::regclass,
                i.inhparent::regclass, pg_get_expr(c.relpartbound, c.oid))
            FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE c.relnamespace = ?::regnamespace AND c.relispartition AND c.relkind IN ('r', 'p') ORDER BY c.oid
            """;
    private static final String SEQUENCES = """
            SELECT quote_ident(sequencename), last_value FROM pg_sequences
            WHERE schemaname = ? AND last_value IS NOT NULL ORDER BY sequencename
            """;
    private static final String MIGRATIONS =
            "SELECT script FROM %s.flyway_schema_history WHERE success AND type = 'SQL' ORDER BY installed_rank";

    private final Connection connection;
    private final ZipOutputStream zip;

    TablesOut(Connection connection, ZipOutputStream zip) {
        this.connection = connection;
        this.zip = zip;
    }

    List<Manifest.Schema> write(List<String> schemas) throws SQLException, IOException {
        List<Manifest.Schema> written = new ArrayList<>();
        for (String schema : schemas) {
            List<Manifest.Table> tables = new ArrayList<>();
            try (PreparedStatement query = query(TABLES, schema);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    tables.add(copy(schema, row.getString(1), List.of((String[])
                            row.getArray(2).getArray())));
                }
            }
            written.add(new Manifest.Schema(
                    schema,
                    texts(MIGRATIONS.formatted(schema), null),
                    texts(PARTITIONS, schema),
                    tables,
                    sequences(schema)));
        }
        return written;
    }

    private Manifest.Table copy(String schema, String table, List<String> columns) throws SQLException, IOException {
        zip.putNextEntry(new ZipEntry(entry(schema, table)));
        long rows = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                        "COPY (SELECT " + String.join(", ", columns) + " FROM " + schema + "." + table + ") TO STDOUT",
                        zip);
        zip.closeEntry();
        return new Manifest.Table(table, columns, rows);
    }

    static String entry(String schema, String table) {
        return "tables/" + schema + "/" + table + ".copy";
    }

    /// Of now and not of the snapshot: a number that has been given is not given again.
    private List<Manifest.Sequence> sequences(String schema) throws SQLException {
        List<Manifest.Sequence> sequences = new ArrayList<>();
        try (PreparedStatement query = query(SEQUENCES, schema);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                sequences.add(new Manifest.Sequence(row.getString(1), row.getLong(2)));
            }
        }
        return sequences;
    }

    private List<String> texts(String sql, @Nullable String schema) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement query = query(sql, schema);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }

    private PreparedStatement query(String sql, @Nullable String schema) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        if (schema != null) {
            query.setString(1, schema);
        }
        return query;
    }
}
