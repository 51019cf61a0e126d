package dev.switchboard.conversation.hours;

import dev.switchboard.common.identity.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Tells the gateway when an inbox is open, for its widget. An account without hours is always open: 200 and no zone.
@RestController
class OpeningController {
    private final WorkCalendars calendars;
    private final Clock clock;

    OpeningController(WorkCalendars calendars, Clock clock) {
        this.calendars = calendars;
        this.clock = clock;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record OpeningView(
            @Nullable String timeZone,
            List<Range> hours,
            List<LocalDate> holidays,
            boolean openNow,
            @Nullable Instant nextOpening) {}

    record Range(String day, String from, String to) {
        static Range of(WorkRange range) {
            String to =
                    range.to().equals(LocalTime.MIDNIGHT) ? "24:00" : range.to().toString();
            return new Range(
                    range.day().name().toLowerCase(Locale.ROOT), range.from().toString(), to);
        }
    }

    @GetMapping("/internal/opening")
    Mono<OpeningView> of(Caller.Operator operator, @RequestParam UUID accountId, @RequestParam UUID inboxId) {
        Instant now = clock.instant();
        return calendars.of(List.of(accountId)).map(shelf -> {
            WorkCalendar calendar = shelf.of(accountId, inboxId);
            return calendar == null
                    ? new OpeningView(null, List.of(), List.of(), true, now)
                    : new OpeningView(
                            calendar.zone().getId(),
                            calendar.week().stream().map(Range::of).toList(),
                            calendar.holidays().stream().sorted().toList(),
                            calendar.isOpen(now),
                            calendar.nextOpening(now).orElse(null));
        });
    }
}
