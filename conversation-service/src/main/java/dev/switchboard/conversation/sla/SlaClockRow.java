package dev.switchboard.conversation.sla;

import dev.switchboard.conversation.store.Columns;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A clock as its table has it.
record SlaClockRow(
        UUID accountId,
        UUID conversationId,
        UUID inboxId,
        UUID policyId,
        String policyName,
        @Nullable Long firstResponseSeconds,
        @Nullable Long resolutionSeconds,
        boolean businessTime,
        Instant startedAt,
        @Nullable Instant pausedAt,
        long pausedWorkSeconds,
        @Nullable Instant firstResponseDueAt,
        @Nullable Instant firstRespondedAt,
        @Nullable Instant firstResponseBreachedAt,
        @Nullable Instant resolutionDueAt,
        @Nullable Instant resolvedAt,
        @Nullable Instant resolutionBreachedAt,
        @Nullable Instant nextDueAt) {
    static final String COLUMNS = """
            account_id, conversation_id, inbox_id, policy_id, policy_name, first_response_seconds, resolution_seconds,
            business_time, started_at, paused_at, paused_work_seconds, first_response_due_at, first_responded_at,
            first_response_breached_at, resolution_due_at, resolved_at, resolution_breached_at, next_due_at
            """;

    static SlaClockRow of(SlaClock c) {
        return new SlaClockRow(
                c.accountId(),
                c.conversationId(),
                c.inboxId(),
                c.terms().policyId(),
                c.terms().policyName(),
                seconds(c.terms().firstResponse()),
                seconds(c.terms().resolution()),
                c.terms().businessTime(),
                c.startedAt(),
                c.pausedAt(),
                c.pausedWork().toSeconds(),
                c.firstResponse().dueAt(),
                c.firstResponse().metAt(),
                c.firstResponse().breachedAt(),
                c.resolution().dueAt(),
                c.resolution().metAt(),
                c.resolution().breachedAt(),
                c.nextDueAt());
    }

    static SlaClock read(Readable row) {
        Columns c = new Columns(row);
        return new SlaClock(
                c.uuid("account_id"),
                c.uuid("conversation_id"),
                c.uuid("inbox_id"),
                new SlaTerms(
                        c.uuid("policy_id"),
                        c.text("policy_name"),
                        duration(row, "first_response_seconds"),
                        duration(row, "resolution_seconds"),
                        c.flag("business_time")),
                c.instant("started_at"),
                c.instantOrNull("paused_at"),
                Duration.ofSeconds(c.number("paused_work_seconds")),
                new SlaClock.Promise(
                        c.instantOrNull("first_response_due_at"),
                        c.instantOrNull("first_responded_at"),
                        c.instantOrNull("first_response_breached_at")),
                new SlaClock.Promise(
                        c.instantOrNull("resolution_due_at"),
                        c.instantOrNull("resolved_at"),
                        c.instantOrNull("resolution_breached_at")));
    }

    static @Nullable Duration duration(Readable row, String column) {
        Long seconds = row.get(column, Long.class);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }
}
