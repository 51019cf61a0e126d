package dev.switchboard.admin.analytics;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Keeps the hourly counters: a conversation's row changes with its moments, and the counters take the difference
/// between its old and its new share, in one statement.
@Component
class Counters {
    private static final String COUNT = """
            WITH told AS (
                SELECT conversation_id, account_id,
                       min(detail) FILTER (WHERE kind = 'started')            AS channel,
                       min(at) FILTER (WHERE kind = 'started')                AS started_at,
                       min(at) FILTER (WHERE kind = 'asked')                  AS asked_at,
                       min(at) FILTER (WHERE kind LIKE 'answered_by_%')       AS answered_at,
                       bool_or(kind = 'answered_by_bot')                      AS bot_answered,
                       min(at) FILTER (WHERE kind = 'handed_over')            AS handed_over_at,
                       min(at) FILTER (WHERE kind = 'resolved')               AS resolved_at,
                       (array_agg(detail ORDER BY at) FILTER (WHERE kind = 'intent'))[1] AS intent
                FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[])
                     AS m (conversation_id, account_id, kind, at, detail)
                GROUP BY conversation_id, account_id
                ORDER BY conversation_id
            ), changed AS (
                INSERT INTO conversation_moments AS c (conversation_id, account_id, channel, hour, started_at, asked_at,
                    answered_at, bot_answered, handed_over_at, resolved_at, intent)
                SELECT conversation_id, account_id, channel, date_trunc('hour', started_at, 'UTC'), started_at, asked_at,
                    answered_at, bot_answered, handed_over_at, resolved_at, intent
                FROM told
                ON CONFLICT (conversation_id) DO UPDATE SET
                    channel = coalesce(c.channel, EXCLUDED.channel),
                    hour = coalesce(c.hour, EXCLUDED.hour),
                    started_at = coalesce(c.started_at, EXCLUDED.started_at),
                    asked_at = least(c.asked_at, EXCLUDED.asked_at),
                    answered_at = least(c.answered_at, EXCLUDED.answered_at),
                    bot_answered = c.bot_answered OR EXCLUDED.bot_answered,
                    handed_over_at = least(c.handed_over_at, EXCLUDED.handed_over_at),
                    resolved_at = least(c.resolved_at, EXCLUDED.resolved_at),
                    intent = coalesce(c.intent, EXCLUDED.intent)
                WHERE c.account_id = EXCLUDED.account_id
                  AND (c.started_at, c.asked_at, c.answered_at, c.bot_answered, c.handed_over_at, c.resolved_at, c.intent)
                      IS DISTINCT FROM
                      (coalesce(c.started_at, EXCLUDED.started_at), least(c.asked_at, EXCLUDED.asked_at),
                       least(c.answered_at, EXCLUDED.answered_at), c.bot_answered OR EXCLUDED.bot_answered,
                       least(c.handed_over_at, EXCLUDED.handed_over_at), least(c.resolved_at, EXCLUDED.resolved_at),
                       coalesce(c.intent, EXCLUDED.intent))
                RETURNING new.account_id, new.hour, new.channel, new.intent,
                    new.conversations - coalesce(old.conversations, 0) AS conversations,
                    new.ai_resolved - coalesce(old.ai_resolved, 0) AS ai_resolved,
                    new.handovers - coalesce(old.handovers, 0) AS handovers,
                    num_nonnulls(new.response_ms) - num_nonnulls(old.response_ms) AS responses,
                    coalesce(new.response_ms, 0) - coalesce(old.response_ms, 0) AS response_ms,
                    num_nonnulls(new.resolution_ms) - num_nonnulls(old.resolution_ms) AS resolutions,
                    coalesce(new.resolution_ms, 0) - coalesce(old.resolution_ms, 0) AS resolution_ms,
                    new.conversations - CASE WHEN old.intent IS NULL THEN 0 ELSE old.conversations END AS intended,
                    new.ai_resolved - CASE WHEN old.intent IS NULL THEN 0 ELSE old.ai_resolved END AS intended_resolved
            ), intents AS (
                INSERT INTO analytics_intent_hour AS i (account_id, hour, intent, conversations, ai_resolved)
                SELECT account_id, hour, intent, sum(intended), sum(intended_resolved) FROM changed
                WHERE hour IS NOT NULL AND intent IS NOT NULL
                GROUP BY account_id, hour, intent ORDER BY account_id, hour, intent
                ON CONFLICT (account_id, hour, intent) DO UPDATE SET
                    conversations = i.conversations + EXCLUDED.conversations,
                    ai_resolved = i.ai_resolved + EXCLUDED.ai_resolved
            )
            INSERT INTO analytics_hour AS h (account_id, hour, channel, conversations, ai_resolved, handovers,
                responses, response_ms, resolutions, resolution_ms)
            SELECT account_id, hour, channel, sum(conversations), sum(ai_resolved), sum(handovers),
                   sum(responses), sum(response_ms), sum(resolutions), sum(resolution_ms)
            FROM changed WHERE hour IS NOT NULL
            GROUP BY account_id, hour, channel ORDER BY account_id, hour, channel
            ON CONFLICT (account_id, hour, channel) DO UPDATE SET
                conversations = h.conversations + EXCLUDED.conversations,
                ai_resolved = h.ai_resolved + EXCLUDED.ai_resolved,
                handovers = h.handovers + EXCLUDED.handovers,
                responses = h.responses + EXCLUDED.responses,
                response_ms = h.response_ms + EXCLUDED.response_ms,
                resolutions = h.resolutions + EXCLUDED.resolutions,
                resolution_ms = h.resolution_ms + EXCLUDED.resolution_ms
            """;

    private final DatabaseClient database;

    Counters(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> count(List<Moment> moments) {
        if (moments.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(COUNT)
                .bind(0, moments.stream().map(Moment::conversationId).toArray(UUID[]::new))
                .bind(1, moments.stream().map(Moment::accountId).toArray(UUID[]::new))
                .bind(
                        2,
                        moments.stream()
                                .map(m -> m.kind().name().toLowerCase(Locale.ROOT))
                                .toArray(String[]::new))
                .bind(3, moments.stream().map(Moment::at).toArray(Instant[]::new))
                .bind(4, moments.stream().map(Moment::detail).toArray(String[]::new))
                .fetch()
                .rowsUpdated()
                .then();
    }
}
