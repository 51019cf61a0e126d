package dev.switchboard.admin.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which conversations a report is about: those that began in a period, seen from a time zone.
///
/// @param from the first day
/// @param to the last day, included
record Scope(
        UUID accountId,
        LocalDate from,
        LocalDate to,
        ZoneId zone,
        @Nullable UUID inboxId,
        @Nullable String channel,
        @Nullable UUID agentId) {
    Instant start() {
        return from.atStartOfDay(zone).toInstant();
    }

    Instant end() {
        return to.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /// The part of this that one group of a report is about.
    Scope in(Cells.By by, String key) {
        return switch (by) {
            case ALL, HOUR -> this;
            case DAY ->
                new Scope(accountId, LocalDate.parse(key), LocalDate.parse(key), zone, inboxId, channel, agentId);
            case INBOX -> new Scope(accountId, from, to, zone, UUID.fromString(key), channel, agentId);
            case CHANNEL -> new Scope(accountId, from, to, zone, inboxId, key, agentId);
            case AGENT -> new Scope(accountId, from, to, zone, inboxId, channel, UUID.fromString(key));
        };
    }
}
