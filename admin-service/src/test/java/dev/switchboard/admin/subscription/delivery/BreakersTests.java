package dev.switchboard.admin.subscription.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class BreakersTests {
    private static final DeliverySettings SETTINGS = new DeliverySettings(
            64,
            8,
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofHours(1),
            Duration.ofHours(24),
            Duration.ofHours(1),
            100,
            4096);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Attempt SPARED = attempt(new Outcome.Spared());

    private final Breakers breakers = new Breakers(SETTINGS);
    private final UUID down = Ids.next();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void aReceiverThatIsDownIsSparedAndItsDeliveriesKeepTheirAttempts() {
        for (int i = 0; i < 100; i++) {
            call(down, new Outcome.Lost("The host cannot be reached"));
        }
        assertThat(calls).hasValue(10);
        assertThat(breakers.rooms()).containsEntry(down, 0);
        assertThat(call(Ids.next(), new Outcome.Taken(204)).outcome()).isInstanceOf(Outcome.Taken.class);
    }

    @Test
    void aReceiverThatRefusesEventsForWhatTheyAreIsWell() {
        for (int i = 0; i < 100; i++) {
            call(down, new Outcome.Rejected(422, null));
        }
        assertThat(calls).hasValue(100);
        assertThat(breakers.rooms()).doesNotContainKey(down);
    }

    @Test
    void aSubscriptionHasAsMuchRoomAsItsCallsLeave() {
        breakers.begin(down);
        breakers.begin(down);
        assertThat(breakers.rooms()).containsEntry(down, 6);
        breakers.end(down);
        breakers.end(down);
        assertThat(breakers.rooms()).isEmpty();
    }

    @Test
    void thePauseDoublesToAnHourGiveOrTakeAFifth() {
        assertThat(SETTINGS.backoffAfter(1, 0.5)).isEqualTo(Duration.ofSeconds(5));
        assertThat(SETTINGS.backoffAfter(2, 0)).isEqualTo(Duration.ofSeconds(8));
        assertThat(SETTINGS.backoffAfter(2, 1)).isEqualTo(Duration.ofSeconds(12));
        assertThat(SETTINGS.backoffAfter(11, 0.5)).isEqualTo(Duration.ofHours(1));
        assertThat(SETTINGS.backoffAfter(1_000, 0.5)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void theLastAttemptIsMadeADayAfterTheFirst() {
        Duration day = SETTINGS.giveUp();
        assertThat(job(null).next(NOW, Duration.ofSeconds(5), day)).isEqualTo(NOW.plusSeconds(5));
        Instant first = NOW.minus(Duration.ofMinutes(23 * 60 + 30));
        assertThat(job(first).next(NOW, Duration.ofHours(1), day)).isEqualTo(NOW.plus(Duration.ofMinutes(30)));
        assertThat(job(NOW.minus(day)).next(NOW, Duration.ofHours(1), day)).isNull();
    }

    private static Job job(Instant firstAttemptAt) {
        UUID id = Ids.next();
        return new Job(id, id, id, id, "http://x.test", "", null, null, false, "{}", 1, firstAttemptAt, "");
    }

    private Attempt call(UUID subscription, Outcome outcome) {
        return breakers.call(
                        subscription,
                        Mono.fromSupplier(() -> {
                            calls.incrementAndGet();
                            return attempt(outcome);
                        }),
                        SPARED)
                .block();
    }

    private static Attempt attempt(Outcome outcome) {
        return new Attempt(outcome, null, NOW, Duration.ZERO);
    }
}
