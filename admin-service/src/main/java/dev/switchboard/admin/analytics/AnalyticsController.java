package dev.switchboard.admin.analytics;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// The dashboard of the platform's Admin API, for administrators.
@RestController
@Tag(name = "Platform: administration")
class AnalyticsController {
    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 366;

    private final ReadDashboard readDashboard;
    private final Clock clock;

    AnalyticsController(ReadDashboard readDashboard, Clock clock) {
        this.readDashboard = readDashboard;
        this.clock = clock;
    }

    @Operation(
            summary = "Get the dashboard's figures",
            description = "For administrators. The last 30 days where no dates are given, at most a year. Times "
                    + "are seconds, rates from 0 to 1.")
    @GetMapping("/api/admin/analytics/dashboard")
    Mono<Dashboard> dashboard(
            Caller.Agent caller,
            @RequestParam(required = false) @Nullable LocalDate startDate,
            @RequestParam(required = false) @Nullable LocalDate endDate) {
        UUID account = caller.accountToAdminister();
        LocalDate end = endDate == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : endDate;
        LocalDate start = startDate == null ? end.minusDays(USUAL_DAYS - 1) : startDate;
        if (start.isAfter(end) || ChronoUnit.DAYS.between(start, end) >= MOST_DAYS) {
            return Mono.error(Problem.field("startDate", "must be at most a year before endDate, and not after it"));
        }
        return readDashboard.read(account, start, end);
    }
}
