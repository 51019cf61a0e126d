package dev.switchboard.admin.analytics;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Keeps the cells of the reports: a conversation's row changes with its moments, and the cells lose its old shares and
/// take its new ones, in one statement.
@Component
class Counters {
    private static final String COUNT = """
            WITH told AS (
                SELECT conversation_id, account_id,
                       min(detail) FILTER (WHERE kind = 'started')            AS channel,
                       (array_agg(who) FILTER (WHERE kind = 'started'))[1]    AS inbox_id,
                       min(at) FILTER (WHERE kind = 'started')                AS started_at,
                       min(at) FILTER (WHERE kind = 'asked')                  AS asked_at,
                       min(at) FILTER (WHERE kind LIKE 'answered_by_%')       AS answered_at,
                       min(at) FILTER (WHERE kind = 'answered_by_person')     AS person_answered_at,
                       bool_or(kind = 'answered_by_bot')                      AS bot_answered,
                       min(at) FILTER (WHERE kind = 'handed_over')            AS handed_over_at,
                       max(number) FILTER (WHERE kind = 'assigned')           AS agent_version,
                       (array_agg(who ORDER BY number DESC) FILTER (WHERE kind = 'assigned'))[1] AS agent_id,
                       min(at) FILTER (WHERE kind = 'reason')                 AS reason_at,
                       (array_agg(detail ORDER BY at, detail) FILTER (WHERE kind = 'reason'))[1] AS handover_reason,
                       min(at) FILTER (WHERE kind = 'resolved')               AS resolved_at,
                       min(at) FILTER (WHERE kind = 'intent')                 AS intent_at,
                       (array_agg(detail ORDER BY at, detail) FILTER (WHERE kind = 'intent'))[1] AS intent,
                       max(at) FILTER (WHERE kind = 'rated')                  AS rated_at,
                       (array_agg(number ORDER BY at DESC, number DESC) FILTER (WHERE kind = 'rated'))[1]::smallint
                           AS rating
                FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::uuid[], $7::bigint[])
                     AS m (conversation_id, account_id, kind, at, detail, who, number)
                GROUP BY conversation_id, account_id
                ORDER BY conversation_id
            ), changed AS (
                INSERT INTO conversation_moments AS c (conversation_id, account_id, channel, inbox_id, started_at,
                    asked_at, answered_at, person_answered_at, bot_answered, handed_over_at, agent_version, agent_id,
                    reason_at, handover_reason, resolved_at, intent_at, intent, rated_at, rating)
                SELECT conversation_id, account_id, channel, inbox_id, started_at, asked_at, answered_at,
                    person_answered_at, bot_answered, handed_over_at, agent_version, agent_id, reason_at,
                    handover_reason, resolved_at, intent_at, intent, rated_at, rating
                FROM told
                ON CONFLICT (conversation_id) DO UPDATE SET
                    channel = coalesce(c.channel, EXCLUDED.channel),
                    inbox_id = coalesce(c.inbox_id, EXCLUDED.inbox_id),
                    started_at = coalesce(c.started_at, EXCLUDED.started_at),
                    asked_at = least(c.asked_at, EXCLUDED.asked_at),
                    answered_at = least(c.answered_at, EXCLUDED.answered_at),
                    person_answered_at = least(c.person_answered_at, EXCLUDED.person_answered_at),
                    bot_answered = c.bot_answered OR EXCLUDED.bot_answered,
                    handed_over_at = least(c.handed_over_at, EXCLUDED.handed_over_at),
                    agent_version = greatest(c.agent_version, EXCLUDED.agent_version),
                    agent_id = CASE WHEN c.agent_version IS NULL OR EXCLUDED.agent_version > c.agent_version
                        THEN EXCLUDED.agent_id ELSE c.agent_id END,
                    reason_at = least(c.reason_at, EXCLUDED.reason_at),
                    handover_reason = CASE WHEN c.reason_at IS NULL
                            OR (EXCLUDED.reason_at, EXCLUDED.handover_reason) < (c.reason_at, c.handover_reason)
                        THEN EXCLUDED.handover_reason ELSE c.handover_reason END,
                    resolved_at = least(c.resolved_at, EXCLUDED.resolved_at),
                    intent_at = least(c.intent_at, EXCLUDED.intent_at),
                    intent = CASE WHEN c.intent_at IS NULL
                            OR (EXCLUDED.intent_at, EXCLUDED.intent) < (c.intent_at, c.intent)
                        THEN EXCLUDED.intent ELSE c.intent END,
                    rated_at = greatest(c.rated_at, EXCLUDED.rated_at),
                    rating = CASE WHEN c.rated_at IS NULL
                            OR (EXCLUDED.rated_at, EXCLUDED.rating) > (c.rated_at, c.rating)
                        THEN EXCLUDED.rating ELSE c.rating END
                -- most messages of a conversation change nothing here
                WHERE c.account_id = EXCLUDED.account_id
                  AND ((c.started_at IS NULL AND EXCLUDED.started_at IS NOT NULL)
                    OR least(c.asked_at, EXCLUDED.asked_at) IS DISTINCT FROM c.asked_at
                    OR least(c.answered_at, EXCLUDED.answered_at) IS DISTINCT FROM c.answered_at
                    OR least(c.person_answered_at, EXCLUDED.person_answered_at)
                        IS DISTINCT FROM c.person_answered_at
                    OR (EXCLUDED.bot_answered AND NOT c.bot_answered)
                    OR num_nonnulls(EXCLUDED.handed_over_at, EXCLUDED.agent_id, EXCLUDED.reason_at,
                        EXCLUDED.resolved_at, EXCLUDED.intent_at, EXCLUDED.rated_at) > 0)
                RETURNING old AS was, new AS is_now
            ), share AS (
                SELECT s.account_id, s.slot, s.inbox_id, s.channel, s.agent_id, s.measure, s.bucket, s.n, s.total
                FROM changed, report_shares(is_now) s
                UNION ALL
                SELECT s.account_id, s.slot, s.inbox_id, s.channel, s.agent_id, s.measure, s.bucket, -s.n, -s.total
                FROM changed, report_shares(was) s
            )
            INSERT INTO report_cell AS r (account_id, slot, inbox_id, channel, agent_id, measure, bucket, n, total)
            SELECT account_id, slot, inbox_id, channel, agent_id, measure, bucket, sum(n), sum(total) FROM share
            GROUP BY account_id, slot, inbox_id, channel, agent_id, measure, bucket
            HAVING sum(n) <> 0 OR sum(total) <> 0
            ORDER BY account_id, slot, inbox_id, channel, agent_id, measure, bucket
            ON CONFLICT (account_id, slot, inbox_id, channel, agent_id, measure, bucket) DO UPDATE SET
                n = r.n + EXCLUDED.n, total = r.total + EXCLUDED.total
            """;

    private final DatabaseClient database;

    Counters(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> count(List<Moment> moments) {
        if (moments.isEmpty()) {
            return Mono.empty();
        }
        return hold(moments)
                .then(database.sql(COUNT)
                        .bind(0, column(moments, Moment::conversationId).toArray(UUID[]::new))
                        .bind(1, column(moments, Moment::accountId).toArray(UUID[]::new))
                        .bind(
                                2,
                                column(moments, m -> m.kind().name().toLowerCase(Locale.ROOT))
                                        .toArray(String[]::new))
                        .bind(3, column(moments, Moment::at).toArray(Instant[]::new))
                        .bind(4, moments.stream().map(Moment::detail).toArray(String[]::new))
                        .bind(5, moments.stream().map(Moment::who).toArray(UUID[]::new))
                        .bind(6, moments.stream().map(Moment::number).toArray(Long[]::new))
                        .fetch()
                        .rowsUpdated())
                .then();
    }

    /// Keeps a rebuilding of these accounts waiting until the transaction ends.
    private Mono<Void> hold(List<Moment> moments) {
        UUID[] accounts =
                moments.stream().map(Moment::accountId).distinct().sorted().toArray(UUID[]::new);
        return database.sql("INSERT INTO report_account (account_id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING")
                .bind(0, accounts)
                .then()
                .then(database.sql("""
                                SELECT account_id FROM report_account WHERE account_id = ANY ($1::uuid[])
                                ORDER BY account_id FOR SHARE
                                """)
                        .bind(0, accounts)
                        .mapValue(UUID.class)
                        .all()
                        .then());
    }

    private static <T> Stream<T> column(List<Moment> moments, Function<Moment, T> field) {
        return moments.stream().map(field);
    }
}
