package dev.switchboard.conversation.sla;

import dev.switchboard.conversation.store.Columns;
import dev.switchboard.conversation.store.JsonRows;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/// The clocks of all conversations that something is promised to. Whoever locks a conversation too locks it first.
@Repository
public class SlaClocks {
    private static final String SELECT = "SELECT " + SlaClockRow.COLUMNS + " FROM sla_clock ";

    private final DatabaseClient database;

    SlaClocks(DatabaseClient database) {
        this.database = database;
    }

    public Mono<SlaClock> of(UUID accountId, UUID conversationId) {
        return database.sql(SELECT + "WHERE account_id = $1 AND conversation_id = $2")
                .bind(0, accountId)
                .bind(1, conversationId)
                .map(SlaClockRow::read)
                .one();
    }

    /// By conversation, locked.
    ///
    /// @param accounts account by conversation
    Mono<Map<UUID, SlaClock>> lock(Map<UUID, UUID> accounts) {
        return database.sql(SELECT + """
                        WHERE (account_id, conversation_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))
                        ORDER BY account_id, conversation_id FOR UPDATE
                        """)
                .bind(0, accounts.values().toArray(UUID[]::new))
                .bind(1, accounts.keySet().toArray(UUID[]::new))
                .map(SlaClockRow::read)
                .all()
                .collectMap(SlaClock::conversationId, clock -> clock, HashMap::new);
    }

    /// Account by conversation of the clocks that have run out, not locked.
    Mono<Map<UUID, UUID>> due(Instant now, int limit) {
        return database.sql("""
                        SELECT account_id, conversation_id FROM sla_clock
                        WHERE next_due_at <= $1 ORDER BY next_due_at LIMIT $2
                        """)
                .bind(0, now.atOffset(ZoneOffset.UTC))
                .bind(1, limit)
                .map(row -> new Columns(row))
                .all()
                .collectMap(row -> row.uuid("conversation_id"), row -> row.uuid("account_id"));
    }

    /// The first time that a person replied in each of the conversations.
    Mono<Map<UUID, Instant>> firstReplies(Collection<SlaClock> clocks) {
        return database.sql("""
                        SELECT m.conversation_id, min(m.created_at) AS replied_at
                        FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS a (account_id, conversation_id, since)
                        JOIN message m ON m.account_id = a.account_id AND m.conversation_id = a.conversation_id
                            AND m.created_at >= a.since
                        WHERE m.author_kind = 'agent' AND m.kind = 'reply' GROUP BY m.conversation_id
                        """)
                .bind(0, clocks.stream().map(SlaClock::accountId).toArray(UUID[]::new))
                .bind(1, clocks.stream().map(SlaClock::conversationId).toArray(UUID[]::new))
                .bind(
                        2,
                        clocks.stream()
                                .map(clock -> clock.startedAt().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new))
                .map(row -> new Columns(row))
                .all()
                .collectMap(row -> row.uuid("conversation_id"), row -> row.instant("replied_at"));
    }

    Mono<Void> save(Collection<SlaClock> clocks) {
        return clocks.isEmpty()
                ? Mono.empty()
                : database.sql("INSERT INTO sla_clock (" + SlaClockRow.COLUMNS
                                + ") SELECT " + SlaClockRow.COLUMNS + """
                        FROM json_populate_recordset(NULL::sla_clock, $1::json)
                        ORDER BY account_id, conversation_id
                        ON CONFLICT (account_id, conversation_id) DO UPDATE SET policy_id = EXCLUDED.policy_id,
                            policy_name = EXCLUDED.policy_name,
                            first_response_seconds = EXCLUDED.first_response_seconds,
                            resolution_seconds = EXCLUDED.resolution_seconds, business_time = EXCLUDED.business_time,
                            paused_at = EXCLUDED.paused_at, paused_work_seconds = EXCLUDED.paused_work_seconds,
                            first_response_due_at = EXCLUDED.first_response_due_at,
                            first_responded_at = EXCLUDED.first_responded_at,
                            first_response_breached_at = EXCLUDED.first_response_breached_at,
                            resolution_due_at = EXCLUDED.resolution_due_at, resolved_at = EXCLUDED.resolved_at,
                            resolution_breached_at = EXCLUDED.resolution_breached_at,
                            next_due_at = EXCLUDED.next_due_at
                        """)
                        .bind(
                                0,
                                JsonRows.of(clocks.stream().map(SlaClockRow::of).toList()))
                        .then();
    }
}
