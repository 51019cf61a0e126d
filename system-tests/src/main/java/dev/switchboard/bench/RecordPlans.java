package dev.switchboard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The plans of the queries that a desk asks most, with the values of the bench's account, as a Markdown file. They
/// are those of `ConversationQueries`, `Messages`, `Customers` and the package `search`.
final class RecordPlans {
    private static final String ACCOUNT = "'" + RecordSeeder.ACCOUNT + "'";
    private static final String RECENT = "SELECT c.* FROM conversation c WHERE c.account_id = " + ACCOUNT
            + " AND c.archived_at IS NULL %s ORDER BY c.last_activity_at DESC, c.id DESC LIMIT 51";

    private RecordPlans() {}

    static void write(RecordSeeder database, Path file) throws SQLException, IOException {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> query : queries(database).entrySet()) {
            text.append("### ")
                    .append(query.getKey())
                    .append("\n\n```\n")
                    .append(database.explain(query.getValue()))
                    .append("```\n\n");
        }
        Files.writeString(file, text);
    }

    private static Map<String, String> queries(RecordSeeder database) throws SQLException {
        String conversation = database.value("SELECT id FROM conversation WHERE account_id = " + ACCOUNT
                + " ORDER BY last_activity_at DESC OFFSET 500 LIMIT 1");
        String customer = database.value("SELECT customer_id FROM conversation WHERE id = '" + conversation + "'");
        String deep = database.value("SELECT last_activity_at FROM conversation WHERE account_id = " + ACCOUNT
                + " ORDER BY last_activity_at LIMIT 1 OFFSET 300");
        String tenant = database.value("SELECT no FROM search_tenant WHERE account_id = " + ACCOUNT);
        String run = database.value("SELECT last_pos >> 12 FROM search_tenant WHERE account_id = " + ACCOUNT);
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("Inbox list, first page", RECENT.formatted(""));
        queries.put("Inbox list, open only", RECENT.formatted("AND c.closed_at IS NULL"));
        queries.put(
                "Inbox list, near its end",
                RECENT.formatted(
                        "AND (c.last_activity_at, c.id) < ('" + deep + "', 'ffffffff-ffff-ffff-ffff-ffffffffffff')"));
        queries.put(
                "The total of a list, up to 10,000",
                "SELECT count(*) FROM (SELECT 1 FROM conversation c WHERE c.account_id = " + ACCOUNT
                        + " AND c.archived_at IS NULL LIMIT 10000) AS counted");
        queries.put(
                "The counter of what sleeps",
                "SELECT count(*), count(*) FILTER (WHERE assignee_id IS NULL) FROM (SELECT assignee_id FROM conversation"
                        + " WHERE account_id = " + ACCOUNT
                        + " AND archived_at IS NULL AND status = 'snoozed' LIMIT 10000) AS counted");
        queries.put(
                "The last message of each of a page's conversations",
                "SELECT m.* FROM (" + RECENT.formatted("") + ") a JOIN message m ON m.account_id = a.account_id"
                        + " AND m.conversation_id = a.id AND m.seq = a.last_seq AND m.created_at >= a.created_at");
        queries.put(
                "A conversation's latest messages",
                "SELECT m.* FROM message m WHERE m.account_id = " + ACCOUNT + " AND m.conversation_id = '"
                        + conversation + "' AND m.created_at >= (SELECT created_at FROM conversation WHERE id = '"
                        + conversation + "') AND m.seq < 100 ORDER BY m.seq DESC LIMIT 51");
        queries.put(
                "A customer's conversations",
                "SELECT c.* FROM conversation c WHERE c.account_id = " + ACCOUNT + " AND c.customer_id = '" + customer
                        + "' AND c.archived_at IS NULL ORDER BY c.last_activity_at DESC, c.id DESC LIMIT 3");
        queries.put(
                "Search, a common word in the newest run",
                matches(" & ''\u0001r" + tenant + "." + run + "''", "order"));
        queries.put("Search, a rare word in everything", matches("", "ref77x7"));
        queries.put(
                "Customers by a part of what is known",
                "SELECT id FROM customer WHERE account_id = " + ACCOUNT
                        + " AND known_as LIKE folded('%customer77%') ORDER BY id DESC LIMIT 21");
        return queries;
    }

    private static String matches(String mark, String word) {
        return "SELECT m.pos, ts_rank(m.words, '''" + word + "''', 1) FROM message_search m WHERE m.words @@ '''" + word
                + "''" + mark + "'::tsquery AND m.account_id = " + ACCOUNT + " ORDER BY m.pos DESC LIMIT 1000";
    }
}
