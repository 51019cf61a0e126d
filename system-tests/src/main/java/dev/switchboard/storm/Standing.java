package dev.switchboard.storm;

import dev.switchboard.suite.Installation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// What is recorded of a run's customers, free of what differs between two runs: ids, times, and the order in which
/// messages of one customer came. Read from the databases, whatever the services say.
///
/// @param conversations by channel and customer; a message is its author, its words and how far it came
record Standing(Map<String, List<String>> conversations) {
    private static final String CONVERSATIONS = """
            SELECT c.id, c.channel, c.identity, c.status,
                coalesce((SELECT string_agg(m.author_kind || '|' || m.body || '|' || coalesce(m.delivery_status, '-')
                        || '|' || coalesce(m.delivery_reason, '-'), E'\\n' ORDER BY m.author_kind, m.body)
                    FROM conversation.message m
                    WHERE m.account_id = c.account_id AND m.conversation_id = c.id), '') AS messages,
                (SELECT count(*) = max(m.seq) FROM conversation.message m
                    WHERE m.account_id = c.account_id AND m.conversation_id = c.id) AS gapless
            FROM conversation.conversation c WHERE regexp_replace(c.identity, '\\D', '', 'g') BETWEEN ? AND ?
            """;
    /// Numbers that one run may use.
    static final long SPAN = 1_000_000;

    static Standing of(Installation suite, long base) {
        Map<String, List<String>> conversations = new TreeMap<>();
        try (Connection connection = connect(suite);
                PreparedStatement query = between(connection, CONVERSATIONS, base)) {
            ResultSet row = query.executeQuery();
            while (row.next()) {
                long number = Long.parseLong(row.getString("identity").replaceAll("\\D", ""));
                String who = row.getString("channel") + " customer " + (number - base);
                String what = row.getString("status") + (row.getBoolean("gapless") ? "" : ", with gaps") + "\n"
                        + row.getString("messages");
                conversations.computeIfAbsent(who, _ -> new ArrayList<>()).add(what);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        conversations.values().forEach(all -> all.sort(null));
        return new Standing(conversations);
    }

    /// The conversations in which an agent is to answer.
    static List<UUID> ids(Installation suite, long base) {
        try (Connection connection = connect(suite);
                PreparedStatement query = between(connection, CONVERSATIONS, base)) {
            List<UUID> ids = new ArrayList<>();
            ResultSet row = query.executeQuery();
            while (row.next()) {
                ids.add(row.getObject("id", UUID.class));
            }
            return ids;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(Installation suite) throws SQLException {
        return DriverManager.getConnection(suite.jdbc(), "postgres", suite.databasePassword());
    }

    private static PreparedStatement between(Connection connection, String sql, long base) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.setString(1, Long.toString(base));
        query.setString(2, Long.toString(base + SPAN - 1));
        return query;
    }

    long messages() {
        return conversations.values().stream()
                .flatMap(List::stream)
                .mapToLong(conversation -> conversation.lines().count() - 1)
                .sum();
    }

    /// Messages that stand so.
    long delivered(String status) {
        return conversations.values().stream()
                .flatMap(List::stream)
                .flatMap(String::lines)
                .filter(line -> line.contains("|" + status + "|"))
                .count();
    }

    /// In words, at most ten.
    List<String> differences(Standing other) {
        List<String> differences = new ArrayList<>();
        Map<String, List<String>> all = new TreeMap<>(conversations);
        other.conversations().forEach(all::putIfAbsent);
        for (String who : all.keySet()) {
            List<String> here = conversations.getOrDefault(who, List.of());
            List<String> there = other.conversations().getOrDefault(who, List.of());
            if (!here.equals(there) && differences.size() < 10) {
                differences.add(who + ":\n" + here + "\nbut\n" + there);
            }
        }
        return differences;
    }
}
