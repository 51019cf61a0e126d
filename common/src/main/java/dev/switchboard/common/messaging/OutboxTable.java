package dev.switchboard.common.messaging;

import java.time.Duration;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;

/// The relay's side of the outbox: one statement a round takes off what the brokers have and reads what comes next.
/// With an account feed it writes the facts that agents hear to `account_feed` on the way, gap-free by account, before
/// any of them is sent; a row that was written in an earlier round keeps its `pos`.
final class OutboxTable {
    private static final Duration PATIENCE = OutboxLease.DATABASE;
    private static final String NEXT = """
            WITH gone AS (DELETE FROM outbox WHERE id = ANY($2))
            SELECT id, event_id, topic, key, type, payload, occurred_at, traceparent, NULL::bigint AS feed_pos
            FROM outbox WHERE id <> ALL($2) ORDER BY id LIMIT $1
            """;
    private static final String NEXT_WITH_FEED = """
            WITH gone AS (DELETE FROM outbox WHERE id = ANY($2)),
            batch AS MATERIALIZED (SELECT * FROM outbox WHERE id <> ALL($2) ORDER BY id LIMIT $1),
            known AS MATERIALIZED (SELECT f.outbox_id, f.pos FROM account_feed f JOIN batch b ON b.id = f.outbox_id),
            fresh AS MATERIALIZED (
                SELECT b.*, row_number() OVER (PARTITION BY account_id ORDER BY id) AS nth FROM batch b
                WHERE topic IN ('message.created', 'message.updated', 'conversation.updated')
                    AND type NOT IN ('message.repeated.v1', 'message.refused.v1')
                    AND payload IS NOT NULL AND id NOT IN (SELECT outbox_id FROM known)),
            heads AS (
                INSERT INTO account_feed_head AS h (account_id, last_pos)
                SELECT account_id, max(nth) FROM fresh GROUP BY account_id ORDER BY account_id
                ON CONFLICT (account_id) DO UPDATE SET last_pos = h.last_pos + EXCLUDED.last_pos
                RETURNING account_id, last_pos),
            logged AS (
                INSERT INTO account_feed (account_id, pos, outbox_id, topic, type, payload, occurred_at)
                SELECT f.account_id, h.last_pos - max(f.nth) OVER (PARTITION BY f.account_id) + f.nth,
                    f.id, f.topic, f.type, f.payload, f.occurred_at
                FROM fresh f JOIN heads h USING (account_id)
                RETURNING outbox_id, pos)
            SELECT b.id, b.event_id, b.topic, b.key, b.type, b.payload, b.occurred_at, b.traceparent,
                coalesce(l.pos, k.pos) AS feed_pos
            FROM batch b LEFT JOIN logged l ON l.outbox_id = b.id LEFT JOIN known k ON k.outbox_id = b.id
            ORDER BY b.id
            """;

    private final DatabaseClient database;
    private final MessagingSettings settings;

    OutboxTable(DatabaseClient database, MessagingSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// @param sent ids that the brokers have acknowledged
    /// @param most rows
    List<OutboxRow> next(List<Long> sent, int most) {
        List<OutboxRow> rows = database.sql(settings.accountFeed() ? NEXT_WITH_FEED : NEXT)
                .bind(0, most)
                .bind(1, sent.toArray(Long[]::new))
                .mapProperties(OutboxRow.class)
                .all()
                .collectList()
                .block(PATIENCE);
        return rows == null ? List.of() : rows;
    }

    void delete(List<Long> sent) {
        Long _ = database.sql("DELETE FROM outbox WHERE id = ANY($1)")
                .bind(0, sent.toArray(Long[]::new))
                .fetch()
                .rowsUpdated()
                .block(PATIENCE);
    }
}
