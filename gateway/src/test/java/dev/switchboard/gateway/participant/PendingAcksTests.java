package dev.switchboard.gateway.participant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.ParticipantSettingsFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PendingAcksTests {
    private final Backlog backlog = new Backlog(70);
    private final PendingAcks pending = new PendingAcks(ParticipantSettingsFixture.defaults(), backlog);

    @Test
    void aKeyIsAnsweredAsOftenAsItWasSent() {
        pending.add("m-1", 1);
        pending.add("m-1", 2);
        assertThat(pending.take("m-1")).hasValue(1);
        assertThat(pending.take("m-1")).hasValue(2);
        assertThat(pending.take("m-1")).isEmpty();
    }

    @Test
    void whatIsNotAnsweredInTimeIsGivenUpOnce() {
        pending.add("m-1", 0);
        pending.add("m-2", Duration.ofSeconds(5).toNanos());
        assertThat(pending.expired(Duration.ofSeconds(10).toNanos())).containsExactly("m-1");
        assertThat(pending.expired(Duration.ofSeconds(10).toNanos())).isEmpty();
        assertThat(pending.take("m-2")).isPresent();
    }

    @Test
    void onlySoManyWait() {
        for (int i = 0; i < 64; i++) {
            assertThat(pending.add("m-" + i, 0)).isTrue();
        }
        assertThat(pending.add("m-64", 0)).isFalse();
    }

    @Test
    void onlySoManyOfAllConnectionsWaitUntilSomeAreAnsweredGivenUpOrGone() {
        PendingAcks other = new PendingAcks(ParticipantSettingsFixture.defaults(), backlog);
        for (int i = 0; i < 60; i++) {
            assertThat(pending.add("m-" + i, i)).isTrue();
        }
        for (int i = 0; i < 10; i++) {
            assertThat(other.add("m-" + i, 0)).isTrue();
        }
        assertThat(other.add("m-10", 0)).isFalse();
        assertThat(pending.take("m-59")).isPresent();
        assertThat(other.add("m-10", 0)).isTrue();
        assertThat(other.add("m-11", 0)).isFalse();
        assertThat(pending.expired(Duration.ofSeconds(10).toNanos() + 9)).hasSize(10);
        assertThat(backlog.size()).isEqualTo(60);
        pending.close();
        assertThat(backlog.size()).isEqualTo(11);
        assertThat(pending.add("m-60", 0)).isFalse();
        assertThat(backlog.size()).isEqualTo(11);
    }
}
