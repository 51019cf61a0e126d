package dev.switchboard.conversation.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkCalendarTests {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void itIsOpenFromTheFirstMinuteUntilTheLast() {
        WorkCalendar office = nineToFive(BERLIN);
        assertThat(office.isOpen(at("2026-11-20T08:59:59+01:00"))).isFalse();
        assertThat(office.isOpen(at("2026-11-20T09:00:00+01:00"))).isTrue();
        assertThat(office.isOpen(at("2026-11-20T16:59:59+01:00"))).isTrue();
        assertThat(office.isOpen(at("2026-11-20T17:00:00+01:00"))).isFalse();
        assertThat(office.isOpen(at("2026-11-21T12:00:00+01:00")))
                .as("Saturday")
                .isFalse();
    }

    @Test
    void itOpensNextAfterTheWeekendAndTheHoliday() {
        WorkCalendar office = new WorkCalendar(BERLIN, nineToFive(BERLIN).week(), Set.of(LocalDate.of(2026, 11, 23)));
        assertThat(office.nextOpening(at("2026-11-20T18:00:00+01:00"))).contains(at("2026-11-24T09:00:00+01:00"));
        assertThat(office.nextOpening(at("2026-11-20T10:00:00+01:00")))
                .as("open already")
                .contains(at("2026-11-20T10:00:00+01:00"));
    }

    @Test
    void workGoesOverTheWeekend() {
        WorkCalendar office = nineToFive(BERLIN);
        assertThat(office.plus(at("2026-11-20T16:00:00+01:00"), Duration.ofHours(2)))
                .contains(at("2026-11-23T10:00:00+01:00"));
        assertThat(office.between(at("2026-11-20T16:00:00+01:00"), at("2026-11-23T10:00:00+01:00")))
                .isEqualTo(Duration.ofHours(2));
        assertThat(office.plus(at("2026-11-21T12:00:00+01:00"), Duration.ZERO))
                .as("no work at all begins and ends with the next opening")
                .contains(at("2026-11-23T09:00:00+01:00"));
    }

    @Test
    void aNightWithoutItsThirdHourIsShorterAndOneWithTwoOfThemLonger() {
        WorkCalendar nights = new WorkCalendar(
                BERLIN, List.of(new WorkRange(DayOfWeek.SUNDAY, LocalTime.of(1, 0), LocalTime.of(4, 0))), Set.of());
        assertThat(worked(nights, "2026-03-29T00:00:00+01:00")).isEqualTo(Duration.ofHours(2));
        assertThat(worked(nights, "2026-10-25T00:00:00+02:00")).isEqualTo(Duration.ofHours(4));
        assertThat(worked(nights, "2026-11-01T00:00:00+01:00")).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void whatBeginsInTheMissingHourBeginsWithTheNextOne() {
        WorkCalendar nights = new WorkCalendar(
                BERLIN, List.of(new WorkRange(DayOfWeek.SUNDAY, LocalTime.of(2, 30), LocalTime.of(4, 0))), Set.of());
        assertThat(nights.nextOpening(at("2026-03-29T00:00:00+01:00"))).contains(at("2026-03-29T03:00:00+02:00"));
        assertThat(nights.nextOpening(at("2026-10-25T00:00:00+02:00")))
                .as("the first of the two hours")
                .contains(at("2026-10-25T02:30:00+02:00"));
    }

    @Test
    void aDayThatDidNotExistHasNoWork() {
        ZoneId apia = ZoneId.of("Pacific/Apia");
        WorkCalendar always = new WorkCalendar(apia, WorkCalendar.ALWAYS.week(), Set.of());
        Instant from = LocalDate.of(2011, 12, 29).atStartOfDay(apia).toInstant();
        Instant to = LocalDate.of(2012, 1, 1).atStartOfDay(apia).toInstant();
        assertThat(always.between(from, to)).isEqualTo(Duration.ofHours(48)).isEqualTo(Duration.between(from, to));
    }

    @Test
    void whoNeverWorksNeverEnds() {
        WorkCalendar never = new WorkCalendar(BERLIN, List.of(), Set.of());
        Instant now = at("2026-11-20T12:00:00+01:00");
        assertThat(never.nextOpening(now)).isEmpty();
        assertThat(never.plus(now, Duration.ofMinutes(1))).isEmpty();
        assertThat(never.between(now, now.plus(Duration.ofDays(9)))).isZero();
    }

    @Test
    void rangesOfOneDayDoNotOverlap() {
        WorkRange morning = new WorkRange(DayOfWeek.MONDAY, LocalTime.of(9, 0), LocalTime.of(12, 0));
        WorkRange evening = new WorkRange(DayOfWeek.MONDAY, LocalTime.of(11, 59), LocalTime.MIDNIGHT);
        assertThatThrownBy(() -> new WorkCalendar(BERLIN, List.of(evening, morning), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WorkRange(DayOfWeek.MONDAY, LocalTime.NOON, LocalTime.NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// Zones whose clocks change at night, at midnight, and by half an hour.
    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-27",
        "Europe/Berlin, 2026-10-23",
        "America/New_York, 2026-03-06",
        "America/New_York, 2026-10-30",
        "Australia/Lord_Howe, 2026-04-03",
        "Australia/Lord_Howe, 2026-10-02",
        "Africa/Cairo, 2026-04-23",
        "America/Havana, 2026-10-30",
        "America/Sao_Paulo, 2018-11-02",
        "Asia/Kathmandu, 2026-05-01"
    })
    void whatIsWorkedIsWhatTheWallClockShowsAndPlusIsItsInverse(String zone, LocalDate first) {
        Random random = new Random(first.toEpochDay());
        for (int round = 0; round < 20; round++) {
            WorkCalendar calendar = anyCalendar(ZoneId.of(zone), random, first);
            Instant from = first.atStartOfDay(calendar.zone()).toInstant().plusSeconds(60L * random.nextInt(1440));
            Instant to = from.plusSeconds(60L * random.nextInt(6 * 1440));
            Instant middle = from.plusSeconds(Duration.between(from, to).toSeconds() / 2);
            Duration worked = calendar.between(from, to);

            assertThat(worked).isEqualTo(minutesOpen(calendar, from, to));
            assertThat(calendar.between(from, middle).plus(calendar.between(middle, to)))
                    .isEqualTo(worked);
            Duration work = Duration.ofMinutes(1 + random.nextInt(1200));
            Instant end = calendar.plus(from, work).orElseThrow();
            assertThat(calendar.between(from, end)).isEqualTo(work);
            assertThat(calendar.isOpen(end.minusNanos(1))).isTrue();
        }
    }

    /// The other way to count: every minute by itself, in whole hours where no clock is set back.
    private static Duration minutesOpen(WorkCalendar calendar, Instant from, Instant to) {
        long seconds = 0;
        for (Instant at = from; at.isBefore(to); at = at.plusSeconds(30)) {
            if (calendar.isOpen(at)) {
                seconds += Math.min(30, Duration.between(at, to).toSeconds());
            }
            if (!repeated(calendar.zone(), at)) {
                assertThat(calendar.isOpen(at)).as("%s", at).isEqualTo(shown(calendar, at));
            }
        }
        return Duration.ofSeconds(seconds);
    }

    private static boolean shown(WorkCalendar calendar, Instant at) {
        ZonedDateTime wall = at.atZone(calendar.zone());
        return !calendar.holidays().contains(wall.toLocalDate())
                && calendar.week().stream()
                        .anyMatch(range -> range.day() == wall.getDayOfWeek()
                                && !wall.toLocalTime().isBefore(range.from())
                                && (range.to().equals(LocalTime.MIDNIGHT)
                                        || wall.toLocalTime().isBefore(range.to())));
    }

    private static boolean repeated(ZoneId zone, Instant at) {
        return zone.getRules()
                        .getValidOffsets(at.atZone(zone).toLocalDateTime())
                        .size()
                > 1;
    }

    private static WorkCalendar anyCalendar(ZoneId zone, Random random, LocalDate first) {
        List<WorkRange> week = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            int from = 30 * random.nextInt(24);
            int to = from + 30 * (1 + random.nextInt(12));
            week.add(new WorkRange(day, LocalTime.ofSecondOfDay(60L * from), LocalTime.ofSecondOfDay(60L * to)));
            if (random.nextBoolean()) {
                int later = to + 30 * random.nextInt(4);
                week.add(new WorkRange(day, LocalTime.ofSecondOfDay(60L * later), LocalTime.MIDNIGHT));
            }
        }
        return new WorkCalendar(zone, week, random.nextBoolean() ? Set.of() : Set.of(first.plusDays(3)));
    }

    private static Duration worked(WorkCalendar calendar, String day) {
        return calendar.between(at(day), at(day).plus(Duration.ofDays(1)));
    }

    private static WorkCalendar nineToFive(ZoneId zone) {
        List<WorkRange> week = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.getValue() <= 5) {
                week.add(new WorkRange(day, LocalTime.of(9, 0), LocalTime.of(17, 0)));
            }
        }
        return new WorkCalendar(zone, week, Set.of());
    }

    private static Instant at(String text) {
        return ZonedDateTime.parse(text).toInstant();
    }
}
