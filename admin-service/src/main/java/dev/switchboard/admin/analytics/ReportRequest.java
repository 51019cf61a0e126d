package dev.switchboard.admin.analytics;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;

/// The query of every report, as text.
///
/// @param from a day; 30 days before `to` where there is none
/// @param to a day, included; today where there is none
/// @param timeZone as in `Europe/Berlin`; UTC where there is none
record ReportRequest(
        @Nullable String from,
        @Nullable String to,
        @BindParam("time_zone") @Nullable String timeZone,
        @BindParam("inbox_id") @Nullable String inboxId,
        @Nullable String channel,
        @BindParam("agent_id") @Nullable String agentId) {
    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 366;
    private static final Pattern CHANNEL = Pattern.compile("[a-z]{1,20}");

    /// @throws Problem `FORBIDDEN` for a user who does not administer the account; a field that is wrong
    Scope scope(Caller.Staff caller, Instant now) {
        UUID account = caller.accountToAdminister();
        ZoneId zone = zone();
        LocalDate last = day("to", to, LocalDate.ofInstant(now, zone));
        LocalDate first = day("from", from, last.minusDays(USUAL_DAYS - 1));
        if (first.isAfter(last) || ChronoUnit.DAYS.between(first, last) >= MOST_DAYS) {
            throw Problem.field("from", "must be at most a year before `to`, and not after it");
        }
        if (channel != null && !CHANNEL.matcher(channel).matches()) {
            throw Problem.field("channel", "must be a channel like web or whatsapp");
        }
        return new Scope(account, first, last, zone, id("inbox_id", inboxId), channel, id("agent_id", agentId));
    }

    private ZoneId zone() {
        try {
            return timeZone == null || timeZone.isBlank() ? ZoneId.of("UTC") : ZoneId.of(timeZone);
        } catch (DateTimeException e) {
            throw Problem.field("time_zone", "must be a time zone like Europe/Berlin");
        }
    }

    private static LocalDate day(String field, @Nullable String text, LocalDate usual) {
        try {
            LocalDate day = text == null || text.isBlank() ? usual : LocalDate.parse(text);
            if (day.getYear() < 2000 || day.getYear() > 2999) {
                throw Problem.field(field, "must be a day of this millennium");
            }
            return day;
        } catch (DateTimeParseException e) {
            throw Problem.field(field, "must be a day like 2026-11-20");
        }
    }

    private static @Nullable UUID id(String field, @Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.field(field, "must be an id");
        }
    }
}
