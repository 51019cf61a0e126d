package dev.switchboard.admin.analytics;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Reads the platform's dashboard from the cells.
@Component
class ReadDashboard {
    private static final int MOST_INTENTS = 10;
    private static final double PLACES = 10_000.0;

    private final Cells cells;

    ReadDashboard(Cells cells) {
        this.cells = cells;
    }

    /// @param end the last day, included
    Mono<Dashboard> read(UUID accountId, LocalDate start, LocalDate end) {
        Scope scope = new Scope(accountId, start, end, ZoneId.of("UTC"), null, null, null);
        return Mono.zip(
                        cells.sums(scope, Cells.By.ALL).map(Figures::of),
                        cells.sums(scope, Cells.By.CHANNEL).map(Figures::of),
                        cells.sums(scope, Cells.By.DAY).map(Figures::of))
                .map(read ->
                        dashboard(scope, read.getT1().getOrDefault("", new Figures()), read.getT2(), read.getT3()));
    }

    private static Dashboard dashboard(
            Scope scope, Figures all, Map<String, Figures> channels, Map<String, Figures> days) {
        Dashboard.Overview overview = new Dashboard.Overview(
                all.conversations(),
                all.aiResolved(),
                all.handedOver(),
                all.time(Measure.FIRST_RESPONSE).average(),
                all.time(Measure.RESOLUTION).average(),
                all.rated() == 0 ? null : all.averageRating());
        Map<String, Dashboard.Tally> byChannel = new LinkedHashMap<>();
        channels.forEach((channel, figures) -> byChannel.put(
                channel, new Dashboard.Tally(figures.conversations(), figures.aiResolved(), figures.handedOver())));
        List<Dashboard.Day> byDay = days.entrySet().stream()
                .map(day -> new Dashboard.Day(
                        LocalDate.parse(day.getKey()),
                        day.getValue().conversations(),
                        day.getValue().aiResolved(),
                        day.getValue().handedOver()))
                .toList();
        List<Dashboard.Intent> intents = all.intents().stream()
                .limit(MOST_INTENTS)
                .map(intent -> new Dashboard.Intent(
                        intent.name(),
                        intent.count(),
                        Math.round(PLACES * intent.resolved() / intent.count()) / PLACES))
                .toList();
        return new Dashboard(new Dashboard.Period(scope.from(), scope.to()), overview, byChannel, byDay, intents);
    }
}
