package dev.switchboard.bench;

import dev.switchboard.suite.Installation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Fills an account with a year of conversations, ten messages each, in bulk: in the database itself, as the service's
/// role, oldest first. What the service keeps beside (keys, the search index) is kept for these rows too.
public final class RecordSeeder implements AutoCloseable {
    static final String ACCOUNT = "0199d3a0-0000-7000-8000-000000000002";
    static final int MESSAGES = 10;
    private static final String INBOX = "0199d3a0-0000-7000-8000-0000000000b1";
    private static final int AT_ONCE = 5_000;

    private final Connection connection;

    public RecordSeeder(Installation installation) throws SQLException {
        connection = DriverManager.getConnection(installation.jdbc(), "postgres", installation.databasePassword());
        execute("SET search_path = conversation, public");
        execute("SET ROLE conversation");
        execute("SELECT ensure_message_months(array_agg(m)) FROM generate_series(now() - interval '13 months', now(),"
                + " interval '28 days') AS m");
    }

    /// Goes on from `seeded` to `wanted` conversations.
    public void fill(int seeded, int wanted) throws SQLException {
        for (int from = seeded; from < wanted; from += AT_ONCE) {
            connection.setAutoCommit(false);
            conversations(from, Math.min(from + AT_ONCE, wanted), wanted);
            connection.commit();
            connection.setAutoCommit(true);
        }
        execute("INSERT INTO ticket_counter VALUES ('" + ACCOUNT + "', " + (10_000_000 + wanted)
                + ") ON CONFLICT (account_id) DO UPDATE SET last_number = EXCLUDED.last_number");
    }

    /// Returns when everything is searchable.
    public void awaitIndex() throws SQLException, InterruptedException {
        while (number("SELECT count(*) FROM (SELECT FROM search_queue LIMIT 1) q") > 0) {
            Thread.sleep(500);
        }
    }

    /// What autovacuum does in time, done now.
    public void settle() throws SQLException {
        execute("RESET ROLE");
        execute("VACUUM (ANALYZE) conversation.conversation, conversation.customer, conversation.message,"
                + " conversation.message_key, conversation.message_search, conversation.search_queue");
        execute("CHECKPOINT");
        execute("SET ROLE conversation");
    }

    /// One customer for four conversations; every fifth conversation is open, every twentieth unread.
    private void conversations(int from, int to, int of) throws SQLException {
        // the last one is over by now: what ends in the future would stay above whatever is new
        String begun = "now() - interval '2 hours' - interval '365 days' * (1 - i::float / " + of + ")";
        execute("""
                INSERT INTO customer (account_id, id, name, email, created_at, updated_at)
                SELECT '%1$s', md5('customer' || i)::uuid, 'Customer ' || i, 'customer' || i || '@example.test',
                    %2$s, %2$s
                FROM generate_series(%3$d, %4$d - 1, 4) AS i ON CONFLICT DO NOTHING
                """.formatted(ACCOUNT, begun, from - from % 4, to));
        execute("""
                CREATE TEMP TABLE fresh ON COMMIT DROP AS SELECT i, uuidv7(begun - now()) AS id, begun
                FROM (SELECT i, %1$s AS begun FROM generate_series(%2$d, %3$d - 1) AS i) AS t;
                INSERT INTO conversation (account_id, id, number, customer_id, inbox_id, channel, identity, thread, live,
                    status, priority, owner, lease_epoch, version, last_seq, seen_by_customer, seen_by_desk, read,
                    created_at, last_activity_at, closed_at)
                SELECT '%4$s', id, 10000000 + i, md5('customer' || (i - i %% 4))::uuid, '%5$s', 'web', 'bench-' || i, 's',
                    true, CASE WHEN i %% 5 = 0 THEN 'open' ELSE 'closed' END, 'medium', 'queue', 1, %6$d, %6$d, 0, 0,
                    i %% 20 <> 0, begun, begun + interval '1 hour',
                    CASE WHEN i %% 5 <> 0 THEN begun + interval '2 hours' END
                FROM fresh;
                INSERT INTO message (account_id, conversation_id, seq, id, version, owner, lease_epoch, author_kind, kind,
                    body, attachments, sources, metadata, created_at)
                SELECT '%4$s', id, seq, uuidv7(begun - now()), seq, 'queue', 1,
                    CASE WHEN seq %% 2 = 1 THEN 'customer' ELSE 'agent' END, 'reply', %7$s, '[]', '[]', '{}',
                    begun + interval '6 minutes' * (seq - 1)
                FROM fresh, generate_series(1, %6$d) AS seq ORDER BY begun, seq;
                INSERT INTO message_key (account_id, conversation_id, seq, message_id, created_at, body_hash)
                SELECT m.account_id, m.conversation_id, m.seq, m.id, m.created_at, sha256(convert_to(m.body, 'UTF8'))
                FROM fresh f JOIN message m ON m.conversation_id = f.id AND m.created_at >= f.begun;
                """.formatted(begun, from, to, ACCOUNT, INBOX, MESSAGES, body()));
    }

    /// Eight words of a thousand, the common ones far more often; `order` in 30 messages of 100, `parcel` in 10,
    /// `refund` in 3, `voucher` in 1, `warranty` in 1 of 1,000, and a reference that stands in one message alone.
    private static String body() {
        StringBuilder body = new StringBuilder("'ref' || i || 'x' || seq");
        for (int i = 0; i < 8; i++) {
            body.append(" || ' term' || floor(1000 * random() ^ 3)::int");
        }
        Object[][] words = {{"order", 0.3}, {"parcel", 0.1}, {"refund", 0.03}, {"voucher", 0.01}, {"warranty", 0.001}};
        for (Object[] word : words) {
            body.append(" || CASE WHEN random() < ")
                    .append(word[1])
                    .append(" THEN ' ")
                    .append(word[0])
                    .append("' ELSE '' END");
        }
        return body.toString();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// @return each line of what PostgreSQL says of a query
    String explain(String sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("EXPLAIN (ANALYZE, BUFFERS, SETTINGS) " + sql)) {
            while (row.next()) {
                plan.append(row.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }

    /// One value, as text.
    String value(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
