package dev.switchboard.admin.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Reads the dashboard from the hourly counters.
@Component
class ReadDashboard {
    private final DatabaseClient database;

    ReadDashboard(DatabaseClient database) {
        this.database = database;
    }

    private record Row(
            LocalDate day,
            String channel,
            long conversations,
            long aiResolved,
            long handovers,
            long responses,
            long responseMs,
            long resolutions,
            long resolutionMs) {}

    /// @param end the last day, included
    Mono<Dashboard> read(UUID accountId, LocalDate start, LocalDate end) {
        Instant from = start.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant until = end.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Mono<List<Row>> rows = database.sql("""
                        SELECT (hour AT TIME ZONE 'UTC')::date AS day, channel,
                               sum(conversations)::bigint AS conversations, sum(ai_resolved)::bigint AS ai_resolved,
                               sum(handovers)::bigint AS handovers,
                               sum(responses)::bigint AS responses, sum(response_ms)::bigint AS response_ms,
                               sum(resolutions)::bigint AS resolutions, sum(resolution_ms)::bigint AS resolution_ms
                        FROM analytics_hour WHERE account_id = $1 AND hour >= $2 AND hour < $3
                        GROUP BY 1, 2 ORDER BY 1, 2
                        """)
                .bind(0, accountId)
                .bind(1, from)
                .bind(2, until)
                .mapProperties(Row.class)
                .all()
                .collectList();
        Mono<List<Dashboard.Intent>> intents = database.sql("""
                        SELECT intent, sum(conversations)::bigint AS count,
                               round(sum(ai_resolved) / sum(conversations), 4)::float8 AS ai_resolved_rate
                        FROM analytics_intent_hour WHERE account_id = $1 AND hour >= $2 AND hour < $3
                        GROUP BY intent HAVING sum(conversations) > 0 ORDER BY 2 DESC, 1 LIMIT 10
                        """)
                .bind(0, accountId)
                .bind(1, from)
                .bind(2, until)
                .mapProperties(Dashboard.Intent.class)
                .all()
                .collectList();
        return Mono.zip(rows, intents).map(both -> dashboard(start, end, both.getT1(), both.getT2()));
    }

    private static Dashboard dashboard(LocalDate start, LocalDate end, List<Row> rows, List<Dashboard.Intent> intents) {
        Map<String, Dashboard.Tally> channels = new TreeMap<>();
        Map<LocalDate, Dashboard.Tally> days = new LinkedHashMap<>();
        for (Row row : rows) {
            Dashboard.Tally tally = new Dashboard.Tally(row.conversations(), row.aiResolved(), row.handovers());
            channels.merge(row.channel(), tally, ReadDashboard::add);
            days.merge(row.day(), tally, ReadDashboard::add);
        }
        Dashboard.Tally all = channels.values().stream().reduce(new Dashboard.Tally(0, 0, 0), ReadDashboard::add);
        Dashboard.Overview overview = new Dashboard.Overview(
                all.conversations(),
                all.aiResolved(),
                all.agentHandovers(),
                seconds(
                        rows.stream().mapToLong(Row::responseMs).sum(),
                        rows.stream().mapToLong(Row::responses).sum()),
                seconds(
                        rows.stream().mapToLong(Row::resolutionMs).sum(),
                        rows.stream().mapToLong(Row::resolutions).sum()),
                null);
        List<Dashboard.Day> byDay = days.entrySet().stream()
                .map(day -> new Dashboard.Day(
                        day.getKey(),
                        day.getValue().conversations(),
                        day.getValue().aiResolved(),
                        day.getValue().agentHandovers()))
                .toList();
        return new Dashboard(new Dashboard.Period(start, end), overview, channels, byDay, intents);
    }

    private static Dashboard.Tally add(Dashboard.Tally a, Dashboard.Tally b) {
        return new Dashboard.Tally(
                a.conversations() + b.conversations(),
                a.aiResolved() + b.aiResolved(),
                a.agentHandovers() + b.agentHandovers());
    }

    private static double seconds(long millis, long count) {
        return count == 0 ? 0 : Math.round((double) millis / count) / 1000.0;
    }
}
