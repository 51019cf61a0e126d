package dev.switchboard.gateway.socket.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RejoinsTests {
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String ADA = "customer:ada";
    private static final String TOPIC = "conversation:1";

    private final Rejoins rejoins = new Rejoins(PhoenixSettingsFixture.defaults(), START);

    @Test
    void aFirstJoinIsFresh() {
        assertThat(join(3, NOON).since()).isNull();
    }

    @Test
    void whoComesBackIsOwedWhatWasRecordedSinceOneHeartbeatBeforeItWasLastHeard() {
        Rejoins.Seat seat = join(3, NOON);
        seat.heard(NOON.plusSeconds(60));
        seat.end(Ending.LOST);
        assertThat(join(9, NOON.plusSeconds(200)).since()).isEqualTo(NOON.plusSeconds(30));
    }

    @Test
    void whoComesBackBeforeItsOldConnectionIsKnownToBeBrokenIsOwedTheSame() {
        join(3, NOON).heard(NOON.plusSeconds(60));
        assertThat(join(9, NOON.plusSeconds(70)).since()).isEqualTo(NOON.plusSeconds(30));
    }

    @Test
    void aPageThatIsLoadedAgainIsFresh() {
        join(3, NOON).end(Ending.LOST);
        assertThat(join(3, NOON.plusSeconds(5)).since()).isNull();
        assertThat(join(2, NOON.plusSeconds(9)).since()).isNull();
    }

    @Test
    void aSecondReturnCountsFromTheFirst() {
        join(3, NOON).end(Ending.LOST);
        Rejoins.Seat back = join(5, NOON.plusSeconds(100));
        back.heard(NOON.plusSeconds(200));
        back.end(Ending.LOST);
        assertThat(join(8, NOON.plusSeconds(210)).since()).isEqualTo(NOON.plusSeconds(170));
    }

    @Test
    void anotherDeviceThatIsStillThereTakesNothingAway() {
        Rejoins.Seat phone = join(20, NOON);
        Rejoins.Seat desktop = join(30, NOON);
        phone.end(Ending.LOST);
        desktop.heard(NOON.plusSeconds(300));
        assertThat(join(35, NOON.plusSeconds(301)).since()).isEqualTo(NOON.minusSeconds(30));
    }

    @Test
    void anotherDeviceThatWentBeforeAddsNothing() {
        join(9, NOON).end(Ending.LOST);
        Rejoins.Seat seat = join(9, NOON);
        seat.heard(NOON.plusSeconds(400));
        seat.end(Ending.LOST);
        join(45, NOON.plusSeconds(401)).end(Ending.LOST);
        assertThat(join(51, NOON.plusSeconds(402)).since()).isEqualTo(NOON.plusSeconds(371));
    }

    @Test
    void whoLeftOfItsOwnWillHasNotComeBack() {
        join(3, NOON).end(Ending.LEFT);
        assertThat(join(7, NOON.plusSeconds(5)).since()).isNull();
    }

    @Test
    void anotherTopicOrMemberIsNotTheSame() {
        join(3, NOON).end(Ending.LOST);
        assertThat(rejoins.join(ADA, "conversation:2", 5L, null, NOON).since()).isNull();
        assertThat(rejoins.join("customer:bob", TOPIC, 5L, null, NOON).since()).isNull();
    }

    @Test
    void afterTenMinutesNothingIsRemembered() {
        join(3, NOON).end(Ending.LOST);
        assertThat(join(9, NOON.plus(Duration.ofMinutes(11))).since()).isNull();
    }

    @Test
    void whoWasSeenElsewhereIsOwedWhatCameSince() {
        Instant seen = NOON.minusSeconds(20);
        assertThat(rejoins.join(ADA, TOPIC, 12L, seen, NOON).since()).isEqualTo(NOON.minusSeconds(50));
        assertThat(rejoins.join("customer:bob", TOPIC, 3L, seen, NOON).since())
                .as("a fresh page of somebody who was just here")
                .isNull();
    }

    @Test
    void aGatewayThatHasJustStartedAsksPresence() {
        Instant now = START.plusSeconds(30);
        assertThat(rejoins.join(ADA, TOPIC, 4L, START.minusSeconds(5), now).since())
                .isEqualTo(START.minusSeconds(35));
    }

    @Test
    void aGatewayThatHasJustStartedAndKnowsNothingGoesByTheRef() {
        Instant now = START.plusSeconds(30);
        assertThat(rejoins.join(ADA, TOPIC, 6L, null, now).since()).isNull();
        assertThat(rejoins.join(ADA, "conversation:2", 7L, null, now).since())
                .isEqualTo(now.minus(Duration.ofMinutes(10)));
    }

    @Test
    void aClientThatDoesNotCountIsFresh() {
        assertThat(rejoins.join(ADA, TOPIC, null, NOON, NOON).since()).isNull();
    }

    private Rejoins.Seat join(long ref, Instant now) {
        return rejoins.join(ADA, TOPIC, ref, null, now);
    }
}
