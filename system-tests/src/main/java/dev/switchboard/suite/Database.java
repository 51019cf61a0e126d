package dev.switchboard.suite;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The suite's own database, read as its superuser: what was stored, whatever the services say.
public record Database(Installation suite) {
    /// @param key the client's own id of the message
    public record Stored(
            String conversation,
            String session,
            long seq,
            String id,
            String author,
            String kind,
            String body,
            @Nullable String key,
            @Nullable String inReplyTo,
            @Nullable String delivery,
            String owner,
            long epoch) {}

    /// The messages whose session begins so, by conversation and place.
    public List<Stored> messagesOfSessions(String prefix) {
        return messages("c.thread LIKE ? || '%'", prefix);
    }

    /// The messages of one customer of a channel without threads.
    public List<Stored> messagesOfIdentity(String identity) {
        return messages("c.identity = ?", identity);
    }

    private List<Stored> messages(String where, String argument) {
        String sql = """
                SELECT m.conversation_id, c.thread, m.seq, m.id, m.author_kind, m.kind, m.body, m.deduplication_key,
                       m.in_reply_to, m.delivery_status, m.owner, m.lease_epoch
                FROM conversation.message m
                JOIN conversation.conversation c ON c.account_id = m.account_id AND c.id = m.conversation_id
                WHERE %s ORDER BY m.conversation_id, m.seq
                """.formatted(where);
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, argument);
            List<Stored> stored = new ArrayList<>();
            ResultSet row = query.executeQuery();
            while (row.next()) {
                stored.add(new Stored(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        row.getString(10),
                        row.getString(11),
                        row.getLong(12)));
            }
            return stored;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As the superuser, past any proxy.
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(suite.jdbc(), "postgres", suite.databasePassword());
    }

    /// The one number that a question answers.
    public long number(String sql) {
        return Long.parseLong(text(sql));
    }

    /// The one value that a question answers.
    public String text(String sql) {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(sql)) {
            ResultSet row = query.executeQuery();
            if (!row.next()) {
                throw new IllegalStateException("no row: " + sql);
            }
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
