package dev.switchboard.conversation.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.id.Ids;
import dev.switchboard.conversation.conversation.Priority;
import dev.switchboard.conversation.hours.WorkCalendar;
import dev.switchboard.conversation.hours.WorkRange;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlaClockTests {
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final UUID INBOX = Ids.next();
    private static final WorkCalendar OFFICE = new WorkCalendar(
            ZoneOffset.UTC,
            Arrays.stream(DayOfWeek.values())
                    .map(day -> new WorkRange(day, LocalTime.of(9, 0), LocalTime.of(17, 0)))
                    .toList(),
            Set.of());

    @Test
    void theTimesFollowFromTheTerms() {
        SlaClock clock = clock(WorkCalendar.ALWAYS);
        assertThat(clock.firstResponse().dueAt()).isEqualTo(START.plus(Duration.ofHours(1)));
        assertThat(clock.resolution().dueAt()).isEqualTo(START.plus(Duration.ofHours(8)));
        assertThat(clock.nextDueAt()).isEqualTo(clock.firstResponse().dueAt());
        assertThat(clock(OFFICE).resolution().dueAt()).isEqualTo(Instant.parse("2026-11-21T10:00:00Z"));
    }

    @Test
    void aRestMovesThemByItsWorkingTime() {
        SlaClock rested = clock(OFFICE).paused(START.plus(Duration.ofMinutes(30)));
        assertThat(rested.nextDueAt()).isNull();
        SlaClock again = rested.resumed(Instant.parse("2026-11-21T09:10:00Z"), OFFICE);
        assertThat(again.firstResponse().dueAt())
                .as("half an hour was left")
                .isEqualTo(Instant.parse("2026-11-21T09:40:00Z"));
        assertThat(again.paused(START).pausedAt()).isEqualTo(START);
    }

    @Test
    void aFirstReplyLeavesTheResolution() {
        SlaClock answered = clock(WorkCalendar.ALWAYS).responded(START.plusSeconds(60));
        assertThat(answered.nextDueAt()).isEqualTo(START.plus(Duration.ofHours(8)));
        assertThat(answered.responded(START.plusSeconds(90)).firstResponse().metAt())
                .isEqualTo(START.plusSeconds(60));
    }

    @Test
    void whatIsClosedRestsUntilItIsOpenedAgain() {
        SlaClock closed = clock(WorkCalendar.ALWAYS).resolved(START.plus(Duration.ofHours(2)));
        assertThat(closed.resolution().metAt()).isEqualTo(START.plus(Duration.ofHours(2)));
        assertThat(closed.nextDueAt()).isNull();
        SlaClock again = closed.resumed(START.plus(Duration.ofHours(3)), WorkCalendar.ALWAYS);
        assertThat(again.resolution().metAt()).isNull();
        assertThat(again.resolution().dueAt()).isEqualTo(START.plus(Duration.ofHours(9)));
    }

    @Test
    void aPromiseIsBrokenOnce() {
        SlaClock broken = clock(WorkCalendar.ALWAYS).breached(SlaTarget.FIRST_RESPONSE, START.plusSeconds(3600));
        assertThat(broken.firstResponse().isOverdue(START.plus(Duration.ofDays(1))))
                .isFalse();
        assertThat(broken.nextDueAt()).isEqualTo(broken.resolution().dueAt());
    }

    @Test
    void theMostParticularPolicyCounts() {
        SlaPolicy all = policy(null, null, 0);
        SlaPolicy urgent = policy(null, Priority.URGENT, 1);
        SlaPolicy inbox = policy(INBOX, null, 2);
        SlaPolicy older = policy(INBOX, null, -1);
        List<SlaPolicy> policies = List.of(all, urgent, inbox);
        assertThat(SlaPolicy.of(policies, INBOX, Priority.URGENT)).contains(inbox);
        assertThat(SlaPolicy.of(policies, Ids.next(), Priority.URGENT)).contains(urgent);
        assertThat(SlaPolicy.of(policies, Ids.next(), Priority.LOW)).contains(all);
        assertThat(SlaPolicy.of(List.of(inbox, older), INBOX, Priority.LOW)).contains(older);
        assertThat(SlaPolicy.of(List.of(urgent), INBOX, Priority.LOW)).isEmpty();
    }

    private static SlaPolicy policy(@Nullable UUID inbox, @Nullable Priority priority, int day) {
        Instant at = START.plus(Duration.ofDays(day));
        return new SlaPolicy(Ids.next(), Ids.next(), inbox, priority, terms(), at, at);
    }

    private static SlaClock clock(WorkCalendar calendar) {
        return SlaClock.begin(Ids.next(), Ids.next(), INBOX, terms(), START).reckoned(calendar);
    }

    private static SlaTerms terms() {
        return new SlaTerms(Ids.next(), "Standard", Duration.ofHours(1), Duration.ofHours(8), true);
    }
}
