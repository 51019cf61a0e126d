package dev.switchboard.admin.analytics;

import dev.switchboard.admin.csv.Csv;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// What the numbers say, for administrators and servers.
@RestController
@Tag(name = "Netia: reports")
@RequestMapping("/api/reports")
class ReportController {
    private static final List<Cells.By> GROUPS =
            List.of(Cells.By.DAY, Cells.By.INBOX, Cells.By.CHANNEL, Cells.By.AGENT);

    private final Cells cells;
    private final Clock clock;

    ReportController(Cells cells, Clock clock) {
        this.cells = cells;
        this.clock = clock;
    }

    record SummaryView(ReportView data) {}

    record GroupsView(List<ReportView> data) {}

    record HeatMapView(List<HourView> data) {}

    /// @param weekday 1 is Monday
    @JsonNaming(SnakeCaseStrategy.class)
    record HourView(int weekday, int hour, long conversations, long handovers, double firstResponse) {}

    @Operation(
            summary = "Summarise conversations",
            description = "For administrators and servers, over the conversations that began from `from` to `to`, both "
                    + "included, as days of `time_zone`: 30 days and UTC where they are left out, a year at most. "
                    + "`inbox_id`, `channel` and `agent_id` narrow it. Times are seconds; `first_response` is whoever "
                    + "answered first, `agent_response` a person's after the hand-over. Percentiles are at most 5 % "
                    + "off. `conversations` beside a figure lists what is behind it.")
    @GetMapping("/summary")
    Mono<SummaryView> summary(Caller.Staff caller, @ModelAttribute ReportRequest request) {
        Scope scope = request.scope(caller, clock.instant());
        return cells.sums(scope, Cells.By.ALL)
                .map(sums -> Figures.of(sums).getOrDefault("", new Figures()))
                .map(figures -> new SummaryView(ReportView.of(null, null, figures, scope)));
    }

    @Operation(
            summary = "Summarise conversations by group",
            description =
                    "As the summary, for each `by`: day, inbox, channel or agent (who had the conversation last). "
                            + "The nil id stands for no inbox that is known, and for conversations that no person had.")
    @GetMapping("/groups")
    Mono<GroupsView> groups(
            Caller.Staff caller, @ModelAttribute ReportRequest request, @RequestParam(defaultValue = "day") String by) {
        return read(request.scope(caller, clock.instant()), by(by)).map(GroupsView::new);
    }

    @Operation(
            summary = "Export groups as CSV",
            description = "What the groups say, a line each. Cells that a spreadsheet would compute begin with an "
                    + "apostrophe.")
    @GetMapping("/groups/export")
    ResponseEntity<Flux<String>> export(
            Caller.Staff caller, @ModelAttribute ReportRequest request, @RequestParam(defaultValue = "day") String by) {
        Cells.By group = by(by);
        Flux<String> lines = read(request.scope(caller, clock.instant()), group)
                .flatMapIterable(groups -> groups)
                .map(ReportController::line)
                .startWith(Csv.line(
                        group.wire(),
                        "name",
                        "conversations",
                        "ai_resolved",
                        "ai_resolution_rate",
                        "handovers",
                        "first_response_average",
                        "first_response_p50",
                        "first_response_p90",
                        "agent_response_average",
                        "resolution_average",
                        "resolution_p50",
                        "resolution_p90",
                        "ratings",
                        "rating_average"));
        return csv("report-by-" + group.wire(), lines);
    }

    @Operation(
            summary = "Show the hours of the week",
            description = "For each hour of each weekday in `time_zone` (1 is Monday): conversations that began then, "
                    + "those that were handed over, and the average first response in seconds. Hours without any are "
                    + "left out.")
    @GetMapping("/heat_map")
    Mono<HeatMapView> heatMap(Caller.Staff caller, @ModelAttribute ReportRequest request) {
        return cells.sums(request.scope(caller, clock.instant()), Cells.By.HOUR)
                .map(sums -> Figures.of(sums).entrySet().stream()
                        .map(ReportController::hour)
                        .toList())
                .map(HeatMapView::new);
    }

    private Mono<List<ReportView>> read(Scope scope, Cells.By by) {
        return Mono.zip(
                cells.sums(scope, by), cells.names(scope.accountId()).map(ReportController::names), (sums, names) -> {
                    List<ReportView> groups = new ArrayList<>();
                    Figures.of(sums)
                            .forEach((key, figures) ->
                                    groups.add(ReportView.of(key, names.get(key), figures, scope.in(by, key))));
                    return groups;
                });
    }

    private static Map<String, @Nullable String> names(List<Cells.Named> named) {
        Map<String, @Nullable String> names = new HashMap<>();
        named.forEach(one -> names.put(one.id(), one.name()));
        return names;
    }

    private static HourView hour(Map.Entry<String, Figures> hour) {
        String[] at = hour.getKey().split(" ", 2);
        Figures figures = hour.getValue();
        return new HourView(
                Integer.parseInt(at[0]),
                Integer.parseInt(at[1]),
                figures.conversations(),
                figures.handedOver(),
                figures.time(Measure.FIRST_RESPONSE).average());
    }

    private static String line(ReportView group) {
        return Csv.line(
                group.key(),
                group.name(),
                group.conversations().count(),
                group.aiResolved().count(),
                group.aiResolutionRate(),
                group.handovers().count(),
                group.firstResponse().average(),
                group.firstResponse().p50(),
                group.firstResponse().p90(),
                group.agentResponse().average(),
                group.resolution().average(),
                group.resolution().p50(),
                group.resolution().p90(),
                group.satisfaction().count(),
                group.satisfaction().average());
    }

    static ResponseEntity<Flux<String>> csv(String name, Flux<String> lines) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".csv\"")
                .body(lines);
    }

    private static Cells.By by(String text) {
        return GROUPS.stream()
                .filter(by -> by.wire().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.field(
                        "by",
                        "must be one of "
                                + String.join(
                                        ", ",
                                        GROUPS.stream().map(Cells.By::wire).toList())));
    }
}
