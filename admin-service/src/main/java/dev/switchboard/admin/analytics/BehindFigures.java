package dev.switchboard.admin.analytics;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/// The conversations behind a figure: those with a share in its cells.
@Repository
class BehindFigures {
    private static final String LIST = """
            SELECT c.conversation_id, c.started_at, c.channel, c.inbox_id, c.agent_id, c.handover_reason, c.rating,
                c.intent, (SELECT s.total FROM report_shares(c) s WHERE s.measure = 'first_response') AS response_ms,
                (SELECT s.total FROM report_shares(c) s WHERE s.measure = 'resolution') AS resolution_ms
            FROM conversation_moments c
            WHERE account_id = $1 AND started_at >= $2 AND started_at < $3
              AND ($4::uuid IS NULL OR coalesce(inbox_id, '00000000-0000-0000-0000-000000000000') = $4)
              AND ($5::text IS NULL OR coalesce(channel, 'unknown') = $5)
              AND ($6::uuid IS NULL OR coalesce(agent_id, '00000000-0000-0000-0000-000000000000') = $6)
              AND EXISTS (SELECT 1 FROM report_shares(c) s
                  WHERE s.measure = $7 AND ($8::text IS NULL OR s.bucket = $8))
              AND ($9::uuid IS NULL OR (started_at, conversation_id) <
                  (SELECT last.started_at, last.conversation_id FROM conversation_moments last
                   WHERE last.account_id = $1 AND last.conversation_id = $9))
            ORDER BY started_at DESC, conversation_id DESC LIMIT $10
            """;

    private final DatabaseClient database;

    BehindFigures(DatabaseClient database) {
        this.database = database;
    }

    record Row(
            UUID conversationId,
            Instant startedAt,
            @Nullable String channel,
            @Nullable UUID inboxId,
            @Nullable UUID agentId,
            @Nullable String handoverReason,
            @Nullable Integer rating,
            @Nullable String intent,
            @Nullable Long responseMs,
            @Nullable Long resolutionMs) {}

    /// At most `limit` of them, the newest first.
    ///
    /// @param bucket only those: a reason, a score, an intent
    /// @param after the last one of the page before
    Flux<Row> list(Scope scope, Measure measure, @Nullable String bucket, @Nullable UUID after, int limit) {
        return database.sql(LIST)
                .bind(0, scope.accountId())
                .bind(1, scope.start())
                .bind(2, scope.end())
                .bind(3, Parameter.fromOrEmpty(scope.inboxId(), UUID.class))
                .bind(4, Parameter.fromOrEmpty(scope.channel(), String.class))
                .bind(5, Parameter.fromOrEmpty(scope.agentId(), UUID.class))
                .bind(6, measure.wire())
                .bind(7, Parameter.fromOrEmpty(bucket, String.class))
                .bind(8, Parameter.fromOrEmpty(after, UUID.class))
                .bind(9, limit)
                .mapProperties(Row.class)
                .all();
    }
}
