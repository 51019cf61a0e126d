package dev.switchboard.conversation.api.netia;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.hours.WorkCalendar;
import dev.switchboard.conversation.hours.WorkRange;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// `{"business_hours": {"time_zone": "Europe/Berlin", "hours": [{"day": "monday", "from": "09:00", "to": "17:00"}],
/// "holidays": ["2026-12-25"]}}`.
@JsonNaming(SnakeCaseStrategy.class)
record NetiaBusinessHoursRequest(@Nullable Body businessHours) {
    private static final int MOST_RANGES = 70;
    private static final int MOST_HOLIDAYS = 400;
    private static final String END_OF_DAY = "24:00";

    @JsonNaming(SnakeCaseStrategy.class)
    record Body(
            @Nullable String timeZone,
            @Nullable List<Range> hours,
            @Nullable List<String> holidays) {}

    /// @param to `24:00` for the end of the day
    record Range(
            @Nullable String day,
            @Nullable String from,
            @Nullable String to) {
        static Range of(WorkRange range) {
            String to = range.to().equals(LocalTime.MIDNIGHT)
                    ? END_OF_DAY
                    : range.to().toString();
            return new Range(
                    range.day().name().toLowerCase(Locale.ROOT), range.from().toString(), to);
        }
    }

    WorkCalendar toCalendar() {
        if (businessHours == null) {
            throw Problem.field("business_hours", "can't be blank");
        }
        NetiaTexts texts = new NetiaTexts();
        ZoneId zone = zone(businessHours.timeZone(), texts);
        List<WorkRange> week = week(businessHours.hours(), texts);
        Set<LocalDate> holidays = holidays(businessHours.holidays(), texts);
        texts.refuse();
        return new WorkCalendar(zone, week, holidays);
    }

    /// Names of the IANA data only: an offset knows no summer time.
    private static ZoneId zone(@Nullable String text, NetiaTexts texts) {
        if (text != null && ZoneId.getAvailableZoneIds().contains(text)) {
            return ZoneId.of(text);
        }
        texts.wrong("time_zone", "is no time zone of the IANA data");
        return ZoneId.of("UTC");
    }

    private static List<WorkRange> week(@Nullable List<Range> ranges, NetiaTexts texts) {
        if (ranges == null || ranges.isEmpty() || ranges.size() > MOST_RANGES) {
            texts.wrong("hours", "should have 1 to " + MOST_RANGES + " item(s)");
            return List.of();
        }
        List<WorkRange> week = new ArrayList<>();
        for (Range range : ranges) {
            try {
                week.add(range(range));
            } catch (IllegalArgumentException | DateTimeException e) {
                texts.wrong("hours", "has a range that is no day with from before to, as 09:00 and 17:00");
                return List.of();
            }
        }
        boolean overlap =
                week.stream().anyMatch(one -> week.stream().anyMatch(other -> other != one && other.overlaps(one)));
        if (overlap) {
            texts.wrong("hours", "has ranges of one day that overlap");
        }
        return overlap ? List.of() : week;
    }

    private static WorkRange range(@Nullable Range range) {
        if (range == null || range.day() == null || range.from() == null || range.to() == null) {
            throw new IllegalArgumentException("incomplete");
        }
        DayOfWeek day = DayOfWeek.valueOf(range.day().toUpperCase(Locale.ROOT));
        LocalTime to = range.to().equals(END_OF_DAY) ? LocalTime.MIDNIGHT : LocalTime.parse(range.to());
        return new WorkRange(day, LocalTime.parse(range.from()), to);
    }

    private static Set<LocalDate> holidays(@Nullable List<String> days, NetiaTexts texts) {
        Set<LocalDate> holidays = new HashSet<>();
        if (days == null) {
            return holidays;
        }
        if (days.size() > MOST_HOLIDAYS) {
            texts.wrong("holidays", "should have at most " + MOST_HOLIDAYS + " item(s)");
            return holidays;
        }
        for (String day : days) {
            try {
                holidays.add(LocalDate.parse(day == null ? "" : day));
            } catch (DateTimeException e) {
                texts.wrong("holidays", "has something that is no date, as 2026-12-25");
                return holidays;
            }
        }
        return holidays;
    }
}
