package dev.switchboard.conversation.search;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The SQL of a search. The steps stand in one `UNION ALL` under a limit: PostgreSQL begins a step only when the ones
/// before it have not filled the limit.
///
/// @param alone hardly any message is another account's
/// @param query what ranks and what is marked in snippets
/// @param sought the query as the index is asked
/// @param few the only conversations that count, where a filter leaves few
record SearchQuestion(
        UUID accountId,
        long tenant,
        long head,
        boolean alone,
        String query,
        String sought,
        SearchFilter filter,
        @Nullable List<UUID> few) {
    /// So many of the newest matches are ranked.
    static final int RANKED = 1_000;
    /// Where counting stops.
    static final int COUNTED = 10_000;

    /// Rows with the columns of a hit, its position and the number of matches that were ranked.
    String page(
            Parameters parameters, boolean grouped, @Nullable UUID except, @Nullable SearchCursor after, int limit) {
        String steps = steps(parameters, "m.pos, m.conversation_id, m.seq, m.created_at, m.words", true);
        String wanted = parameters.of(query) + "::tsquery";
        String first = grouped
                ? "SELECT DISTINCT ON (conversation_id) * FROM ranked ORDER BY conversation_id, rank DESC, pos DESC"
                : "SELECT * FROM ranked";
        String rest = "";
        if (except != null) {
            rest += " AND conversation_id <> " + parameters.of(except);
        }
        if (after != null) {
            rest += " AND (rank, pos) < (" + parameters.of(after.rank()) + "::real, " + parameters.of(after.pos())
                    + ")";
        }
        return """
                WITH found AS MATERIALIZED (SELECT * FROM (%s) AS steps LIMIT %d),
                ranked AS (SELECT pos, conversation_id, seq, created_at, ts_rank(words, %s, 1) AS rank FROM found),
                best AS MATERIALIZED (%s),
                page AS MATERIALIZED (
                    SELECT *, (SELECT count(*) FROM found) AS ranked, (SELECT count(*) FROM best) AS matches FROM best WHERE true%s
                    ORDER BY rank DESC, pos DESC LIMIT %d)
                SELECT p.pos, p.rank, p.ranked, p.matches, %s, %s AS snippet
                FROM page p
                JOIN message m ON m.conversation_id = p.conversation_id AND m.seq = p.seq AND m.created_at = p.created_at
                JOIN conversation c ON c.account_id = m.account_id AND c.id = m.conversation_id
                JOIN customer u ON u.account_id = c.account_id AND u.id = c.customer_id
                ORDER BY p.rank DESC, p.pos DESC
                """.formatted(
                steps,
                RANKED,
                wanted,
                first,
                rest,
                limit,
                MessageHit.COLUMNS,
                Snippet.sql("concat_ws(' ', CASE WHEN m.seq = 1 THEN c.subject END, m.body, m.transcript)", wanted));
    }

    String count(Parameters parameters) {
        return "SELECT count(*) FROM (SELECT FROM (" + steps(parameters, "m.pos", false) + ") AS steps LIMIT " + COUNTED
                + ") AS counted";
    }

    private String steps(Parameters parameters, String columns, boolean newestFirst) {
        String conditions = conditions(parameters);
        String order = newestFirst ? " ORDER BY m.pos DESC LIMIT " + RANKED : "";
        if (few != null) {
            String chosen = " AND m.conversation_id = ANY(" + parameters.of(few.toArray(UUID[]::new)) + ")";
            return step(columns, parameters.of(sought) + "::tsquery", chosen + conditions + order);
        }
        return Runs.newestFirst(tenant, head, sought, alone).stream()
                .map(runs -> step(
                        columns,
                        parameters.of(runs.query()) + "::tsquery",
                        (runs.before() == null ? "" : " AND m.pos < " + parameters.of(runs.before()))
                                + conditions
                                + order))
                .collect(Collectors.joining(" UNION ALL "));
    }

    private static String step(String columns, String query, String rest) {
        return "(SELECT " + columns + " FROM message_search m WHERE m.words @@ " + query + rest + ")";
    }

    private String conditions(Parameters parameters) {
        StringBuilder sql = new StringBuilder(" AND m.account_id = " + parameters.of(accountId));
        sql.append(" AND m.pos <= ").append(parameters.of(head));
        if (filter.inboxId() != null) {
            sql.append(" AND m.inbox_id = ").append(parameters.of(filter.inboxId()));
        }
        if (filter.since() != null) {
            sql.append(" AND m.created_at >= ").append(time(parameters, filter.since()));
        }
        if (filter.until() != null) {
            sql.append(" AND m.created_at < ").append(time(parameters, filter.until()));
        }
        if (few == null && filter.asksOfConversation()) {
            // a scalar, so that it is asked of each match and never planned as a join of everything
            sql.append(
                            " AND (SELECT true FROM conversation c WHERE c.account_id = m.account_id AND c.id = m.conversation_id")
                    .append(ofConversation(filter, parameters))
                    .append(")");
        }
        return sql.toString();
    }

    static String ofConversation(SearchFilter filter, Parameters parameters) {
        StringBuilder sql = new StringBuilder();
        if (filter.closed() != null) {
            sql.append(filter.closed() ? " AND c.closed_at IS NOT NULL" : " AND c.closed_at IS NULL");
        }
        if (filter.status() != null) {
            sql.append(" AND c.status = ").append(parameters.of(filter.status().wire()));
        }
        if (filter.assigneeId() != null) {
            sql.append(" AND c.assignee_id = ").append(parameters.of(filter.assigneeId()));
        }
        if (filter.tag() != null) {
            sql.append(" AND ");
            sql.append("""
                    EXISTS (SELECT FROM tagging g JOIN tag t ON t.account_id = g.account_id AND t.id = g.tag_id
                        WHERE g.account_id = c.account_id AND g.conversation_id = c.id
                            AND (t.name_key = %1$s OR t.id::text = %1$s))""".formatted(parameters.of(filter.tag())));
        }
        return sql.toString();
    }

    private static String time(Parameters parameters, Instant moment) {
        return parameters.of(moment.atOffset(ZoneOffset.UTC));
    }
}
