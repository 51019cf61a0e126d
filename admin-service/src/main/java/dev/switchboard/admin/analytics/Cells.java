package dev.switchboard.admin.analytics;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/// Reads sums of cells.
@Repository
class Cells {
    private static final String SUMS = """
            SELECT %s AS key, measure, bucket, sum(n)::bigint AS n, sum(total)::bigint AS total
            FROM report_cell
            WHERE account_id = $1 AND slot >= $2 AND slot < $3 AND ($4::uuid IS NULL OR inbox_id = $4)
              AND ($5::text IS NULL OR channel = $5) AND ($6::uuid IS NULL OR agent_id = $6) AND $7::text IS NOT NULL
            GROUP BY 1, 2, 3 HAVING sum(n) <> 0 ORDER BY 1, 2, 3
            """;

    /// What figures are grouped by: `$7` is the time zone.
    enum By {
        ALL("''"),
        DAY("(slot AT TIME ZONE $7)::date::text"),
        HOUR("extract(isodow FROM slot AT TIME ZONE $7)::int || ' ' || extract(hour FROM slot AT TIME ZONE $7)::int"),
        INBOX("inbox_id::text"),
        CHANNEL("channel"),
        AGENT("agent_id::text");

        private final String expression;

        By(String expression) {
            this.expression = expression;
        }

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param total of what is measured: milliseconds, scores, or what the AI resolved of an intent
    record Sum(String key, String measure, String bucket, long n, long total) {}

    private final DatabaseClient database;

    Cells(DatabaseClient database) {
        this.database = database;
    }

    Mono<List<Sum>> sums(Scope scope, By by) {
        return database.sql(SUMS.formatted(by.expression))
                .bind(0, scope.accountId())
                .bind(1, scope.start())
                .bind(2, scope.end())
                .bind(3, Parameter.fromOrEmpty(scope.inboxId(), UUID.class))
                .bind(4, Parameter.fromOrEmpty(scope.channel(), String.class))
                .bind(5, Parameter.fromOrEmpty(scope.agentId(), UUID.class))
                .bind(6, scope.zone().getId())
                .mapProperties(Sum.class)
                .all()
                .collectList();
    }

    /// What an inbox or an agent is called now; nothing for other keys, and for who is gone.
    Mono<List<Named>> names(UUID accountId) {
        return database.sql("""
                        SELECT id::text AS id, name FROM app_user WHERE account_id = $1
                        UNION ALL SELECT id::text, name FROM inbox_settings WHERE account_id = $1
                        """)
                .bind(0, accountId)
                .mapProperties(Named.class)
                .all()
                .collectList();
    }

    record Named(String id, @Nullable String name) {}
}
