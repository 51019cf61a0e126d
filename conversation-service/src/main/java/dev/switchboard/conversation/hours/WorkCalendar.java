package dev.switchboard.conversation.hours;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// When somebody works, and how long a piece of work takes in such time. Where clocks are set forward, what begins in
/// the missing hour begins with the next one; where they are set back, a range begins and ends at the first of the two
/// hours of its name.
///
/// @param week without overlaps, by day and time
public record WorkCalendar(ZoneId zone, List<WorkRange> week, Set<LocalDate> holidays) {
    /// Every hour of every day.
    public static final WorkCalendar ALWAYS = new WorkCalendar(
            ZoneOffset.UTC,
            Arrays.stream(DayOfWeek.values())
                    .map(day -> new WorkRange(day, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT))
                    .toList(),
            Set.of());

    /// Who does not work within this time never does.
    private static final int HORIZON_DAYS = 800;

    /// One stretch of work, `end` exclusive.
    private record Stretch(Instant start, Instant end) {
        Duration within(Instant from, Instant to) {
            Instant first = start.isAfter(from) ? start : from;
            Instant last = end.isBefore(to) ? end : to;
            return first.isBefore(last) ? Duration.between(first, last) : Duration.ZERO;
        }
    }

    public WorkCalendar {
        week = week.stream()
                .sorted(Comparator.comparing(WorkRange::day).thenComparing(WorkRange::from))
                .toList();
        holidays = Set.copyOf(holidays);
        for (int i = 1; i < week.size(); i++) {
            if (week.get(i - 1).overlaps(week.get(i))) {
                throw new IllegalArgumentException("two ranges of one day overlap");
            }
        }
    }

    public boolean isOpen(Instant at) {
        return from(at, 1).anyMatch(s -> !s.start().isAfter(at) && s.end().isAfter(at));
    }

    /// This moment where it is open; otherwise when it opens next, and nothing where it never does.
    public Optional<Instant> nextOpening(Instant at) {
        return from(at, HORIZON_DAYS)
                .filter(s -> s.end().isAfter(at))
                .findFirst()
                .map(s -> s.start().isAfter(at) ? s.start() : at);
    }

    /// When so much time has been worked since `start`; nothing where that never happens.
    public Optional<Instant> plus(Instant start, Duration work) {
        Duration left = work;
        for (Stretch stretch : (Iterable<Stretch>) from(start, HORIZON_DAYS)::iterator) {
            Duration here = stretch.within(start, Instant.MAX);
            if (here.compareTo(left) >= 0 && !here.isZero()) {
                Instant begun = stretch.start().isAfter(start) ? stretch.start() : start;
                return Optional.of(begun.plus(left));
            }
            left = left.minus(here);
        }
        return Optional.empty();
    }

    /// How much of the time between the two is worked.
    public Duration between(Instant from, Instant to) {
        Duration worked = Duration.ZERO;
        LocalDate last = date(to);
        for (LocalDate day = date(from).minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
            worked = stretches(day).map(s -> s.within(from, to)).reduce(worked, Duration::plus);
        }
        return worked;
    }

    private Stream<Stretch> from(Instant at, int days) {
        LocalDate first = date(at).minusDays(1);
        return Stream.iterate(first, day -> day.plusDays(1)).limit(days + 2L).flatMap(this::stretches);
    }

    private Stream<Stretch> stretches(LocalDate day) {
        if (holidays.contains(day)) {
            return Stream.empty();
        }
        return week.stream()
                .filter(range -> range.day() == day.getDayOfWeek())
                .map(range -> new Stretch(
                        instant(day.atTime(range.from())),
                        instant(range.endsDay() ? day.plusDays(1).atStartOfDay() : day.atTime(range.to()))))
                .filter(s -> s.start().isBefore(s.end()));
    }

    private Instant instant(LocalDateTime wall) {
        ZoneOffsetTransition change = zone.getRules().getTransition(wall);
        if (change == null) {
            return wall.toInstant(zone.getRules().getOffset(wall));
        }
        return change.isGap() ? change.getInstant() : wall.toInstant(change.getOffsetBefore());
    }

    private LocalDate date(Instant at) {
        return at.atZone(zone).toLocalDate();
    }
}
