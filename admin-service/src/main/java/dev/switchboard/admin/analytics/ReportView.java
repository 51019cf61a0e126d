package dev.switchboard.admin.analytics;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// The figures of one group. Each names in `conversations` where the conversations behind it are listed.
///
/// @param key the inbox, the channel, the agent or the day; absent for all
/// @param name what an inbox or agent is called now
@JsonNaming(SnakeCaseStrategy.class)
record ReportView(
        @Nullable String key,
        @Nullable String name,
        Count conversations,
        Count aiResolved,
        double aiResolutionRate,
        Count handovers,
        List<Reason> handoverReasons,
        Times firstResponse,
        Times agentResponse,
        Times resolution,
        Satisfaction satisfaction) {
    private static final double PLACES = 10_000.0;
    private static final int BEST = 5;

    record Count(long count, String conversations) {}

    record Reason(String reason, long count, String conversations) {}

    /// Seconds. Percentiles are at most 5 % off.
    record Times(long count, double average, double p50, double p90, double p95, String conversations) {}

    /// @param average 1 to 5, 0 without answers
    record Satisfaction(long count, double average, List<Score> scores, String conversations) {}

    record Score(int score, long count, String conversations) {}

    /// @param scope the group's own
    static ReportView of(@Nullable String key, @Nullable String name, Figures figures, Scope scope) {
        return new ReportView(
                key,
                name,
                new Count(figures.conversations(), link(scope, Measure.CONVERSATIONS, null)),
                new Count(figures.aiResolved(), link(scope, Measure.AI_RESOLVED, null)),
                figures.conversations() == 0
                        ? 0
                        : Math.round(PLACES * figures.aiResolved() / figures.conversations()) / PLACES,
                new Count(figures.handedOver(), link(scope, Measure.HANDOVERS, null)),
                figures.handovers().entrySet().stream()
                        .map(reason -> new Reason(
                                reason.getKey(), reason.getValue(), link(scope, Measure.HANDOVERS, reason.getKey())))
                        .toList(),
                times(figures, Measure.FIRST_RESPONSE, scope),
                times(figures, Measure.AGENT_RESPONSE, scope),
                times(figures, Measure.RESOLUTION, scope),
                new Satisfaction(
                        figures.rated(),
                        figures.averageRating(),
                        IntStream.rangeClosed(1, BEST)
                                .mapToObj(score -> new Score(
                                        score,
                                        figures.rated(score),
                                        link(scope, Measure.RATING, Integer.toString(score))))
                                .toList(),
                        link(scope, Measure.RATING, null)));
    }

    private static Times times(Figures figures, Measure measure, Scope scope) {
        Histogram times = figures.time(measure);
        return new Times(
                times.count(),
                times.average(),
                times.percentile(0.5),
                times.percentile(0.9),
                times.percentile(0.95),
                link(scope, measure, null));
    }

    static String link(Scope scope, Measure measure, @Nullable String bucket) {
        UriComponentsBuilder link = UriComponentsBuilder.fromPath("/api/reports/conversations")
                .queryParam("measure", measure.wire())
                .queryParam("from", scope.from())
                .queryParam("to", scope.to())
                .queryParam("time_zone", scope.zone().getId());
        if (bucket != null) {
            link.queryParam("bucket", "{bucket}");
        }
        UUID inbox = scope.inboxId();
        if (inbox != null) {
            link.queryParam("inbox_id", inbox);
        }
        if (scope.channel() != null) {
            link.queryParam("channel", scope.channel());
        }
        UUID agent = scope.agentId();
        if (agent != null) {
            link.queryParam("agent_id", agent);
        }
        return bucket == null
                ? link.encode().build().toUriString()
                : link.encode().buildAndExpand(bucket).toUriString();
    }
}
