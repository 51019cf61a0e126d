package dev.switchboard.conversation.hours;

import java.time.DayOfWeek;
import java.time.LocalTime;

/// A part of a day, in the wall-clock time of the calendar.
///
/// @param to exclusive; midnight is the end of the day
public record WorkRange(DayOfWeek day, LocalTime from, LocalTime to) {
    public WorkRange {
        if (!to.equals(LocalTime.MIDNIGHT) && !from.isBefore(to)) {
            throw new IllegalArgumentException("a range ends after it begins");
        }
    }

    boolean endsDay() {
        return to.equals(LocalTime.MIDNIGHT);
    }

    public boolean overlaps(WorkRange other) {
        return day == other.day
                && (other.endsDay() || from.isBefore(other.to))
                && (endsDay() || other.from.isBefore(to));
    }
}
