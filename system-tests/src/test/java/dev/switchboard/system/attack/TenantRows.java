package dev.switchboard.system.attack;

import dev.switchboard.suite.Installation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Every table that has an account, read as the database's superuser: what belongs to whom, whatever the services say.
final class TenantRows implements AutoCloseable {
    static final Pattern ID = Pattern.compile("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}");

    /// They change by themselves, with the time or with work that goes on.
    private static final String RESTLESS =
            "outbox|inbox|mailbox|report_cell|report_account|analytics_hour|analytics_intent_hour";

    private final Connection connection;
    private final List<String> tables;

    TenantRows(Installation suite) {
        try {
            connection = DriverManager.getConnection(suite.jdbc(), "postgres", suite.databasePassword());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        tables = column("""
                SELECT format('%I.%I', c.table_schema, c.table_name)
                FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
                WHERE c.column_name = 'account_id' AND t.table_type = 'BASE TABLE'
                  AND c.table_schema IN ('admin', 'conversation', 'channel', 'ai', 'memory')
                  AND c.table_name !~ ('^(' || ? || ')$')
                ORDER BY 1
                """, RESTLESS);
    }

    List<String> tables() {
        return tables;
    }

    /// What stands in the rows of every account but one, by table.
    Map<String, String> digestsOfOthers(String account) {
        Map<String, String> digests = new LinkedHashMap<>();
        for (String table : tables) {
            digests.put(
                    table,
                    column(
                                    "SELECT coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') FROM "
                                            + table + " t WHERE account_id <> ?::uuid",
                                    account)
                            .getFirst());
        }
        return digests;
    }

    /// Every id in the rows of other accounts that stands in none of this one's.
    Set<String> idsOfOthers(String account) {
        Set<String> ids = new LinkedHashSet<>();
        Set<String> own = new LinkedHashSet<>();
        for (String table : tables) {
            column("SELECT t::text FROM " + table + " t WHERE account_id <> ?::uuid", account)
                    .forEach(row -> ID.matcher(row).results().forEach(id -> ids.add(id.group())));
            column("SELECT t::text FROM " + table + " t WHERE account_id = ?::uuid", account)
                    .forEach(row -> ID.matcher(row).results().forEach(id -> own.add(id.group())));
        }
        ids.removeAll(own);
        return ids;
    }

    /// The id of some row of each table that has ids, by table.
    ///
    /// @param whose a condition on the account
    Map<String, String> oneIdEach(String whose, String account) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (String table : tables) {
            if (!column("""
                    SELECT column_name FROM information_schema.columns
                    WHERE format('%I.%I', table_schema, table_name) = ? AND column_name = 'id' AND data_type = 'uuid'
                    """, table).isEmpty()) {
                column(
                                "SELECT id::text FROM " + table + " WHERE account_id " + whose
                                        + " ?::uuid ORDER BY id DESC LIMIT 1",
                                account)
                        .forEach(id -> ids.put(table, id));
            }
        }
        return ids;
    }

    /// The rows of an account that match, as `table: row`.
    List<String> rowsOf(String account, Pattern pattern) {
        List<String> found = new ArrayList<>();
        for (String table : tables) {
            column("SELECT t::text FROM " + table + " t WHERE account_id = ?::uuid", account).stream()
                    .filter(row -> pattern.matcher(row).find())
                    .forEach(row -> found.add(table + ": " + row));
        }
        return found;
    }

    /// One column of text.
    List<String> column(String sql, String... values) {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setString(i + 1, values[i]);
            }
            List<String> column = new ArrayList<>();
            ResultSet row = query.executeQuery();
            while (row.next()) {
                column.add(row.getString(1));
            }
            return column;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
