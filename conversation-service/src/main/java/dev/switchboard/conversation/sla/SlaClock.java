package dev.switchboard.conversation.sla;

import dev.switchboard.conversation.hours.WorkCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How a conversation stands to what was promised. It rests while the customer is asked something, while the
/// conversation is snoozed, and once it is closed; a promise is kept or broken once.
///
/// @param pausedWork the working time of all rests until now
public record SlaClock(
        UUID accountId,
        UUID conversationId,
        UUID inboxId,
        SlaTerms terms,
        Instant startedAt,
        @Nullable Instant pausedAt,
        Duration pausedWork,
        Promise firstResponse,
        Promise resolution) {
    /// @param dueAt null where nothing is promised
    public record Promise(
            @Nullable Instant dueAt,
            @Nullable Instant metAt,
            @Nullable Instant breachedAt) {
        static final Promise NONE = new Promise(null, null, null);

        boolean isOpen() {
            return dueAt != null && metAt == null && breachedAt == null;
        }

        boolean isOverdue(Instant now) {
            return isOpen() && dueAt != null && !dueAt.isAfter(now);
        }

        Promise due(@Nullable Instant next) {
            return new Promise(next, metAt, breachedAt);
        }

        Promise met(@Nullable Instant at) {
            return new Promise(dueAt, at, breachedAt);
        }

        Promise breached(Instant at) {
            return new Promise(dueAt, metAt, at);
        }
    }

    static SlaClock begin(UUID accountId, UUID conversationId, UUID inboxId, SlaTerms terms, Instant at) {
        return new SlaClock(
                accountId, conversationId, inboxId, terms, at, null, Duration.ZERO, Promise.NONE, Promise.NONE);
    }

    /// With the times that follow from the terms and the rests until now.
    SlaClock reckoned(WorkCalendar calendar) {
        return with(
                pausedAt,
                pausedWork,
                firstResponse.due(due(calendar, terms.firstResponse())),
                resolution.due(due(calendar, terms.resolution())));
    }

    private @Nullable Instant due(WorkCalendar calendar, @Nullable Duration promised) {
        return promised == null
                ? null
                : calendar.plus(startedAt, promised.plus(pausedWork)).orElse(null);
    }

    SlaClock under(SlaTerms next, WorkCalendar calendar) {
        return new SlaClock(
                        accountId,
                        conversationId,
                        inboxId,
                        next,
                        startedAt,
                        pausedAt,
                        pausedWork,
                        firstResponse,
                        resolution)
                .reckoned(calendar);
    }

    SlaClock paused(Instant at) {
        return pausedAt == null ? with(at, pausedWork, firstResponse, resolution) : this;
    }

    SlaClock resumed(Instant at, WorkCalendar calendar) {
        if (pausedAt == null) {
            return this;
        }
        Duration rested = pausedWork.plus(calendar.between(pausedAt, at));
        return with(null, rested, firstResponse, resolution.met(null)).reckoned(calendar);
    }

    SlaClock responded(Instant at) {
        return firstResponse.metAt() == null ? with(pausedAt, pausedWork, firstResponse.met(at), resolution) : this;
    }

    SlaClock resolved(Instant at) {
        return resolution.metAt() == null
                ? with(pausedAt == null ? at : pausedAt, pausedWork, firstResponse, resolution.met(at))
                : this;
    }

    SlaClock breached(SlaTarget target, Instant at) {
        return switch (target) {
            case FIRST_RESPONSE -> with(pausedAt, pausedWork, firstResponse.breached(at), resolution);
            case RESOLUTION -> with(pausedAt, pausedWork, firstResponse, resolution.breached(at));
        };
    }

    Promise promise(SlaTarget target) {
        return switch (target) {
            case FIRST_RESPONSE -> firstResponse;
            case RESOLUTION -> resolution;
        };
    }

    /// When the next promise would be broken; null while the clock rests.
    @Nullable
    Instant nextDueAt() {
        return pausedAt != null
                ? null
                : Stream.of(firstResponse, resolution)
                        .filter(Promise::isOpen)
                        .map(Promise::dueAt)
                        .min(Instant::compareTo)
                        .orElse(null);
    }

    private SlaClock with(
            @Nullable Instant nextPausedAt, Duration nextPausedWork, Promise nextFirst, Promise nextResolution) {
        return new SlaClock(
                accountId,
                conversationId,
                inboxId,
                terms,
                startedAt,
                nextPausedAt,
                nextPausedWork,
                nextFirst,
                nextResolution);
    }
}
