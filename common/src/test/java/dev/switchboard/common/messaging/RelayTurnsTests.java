package dev.switchboard.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RelayTurnsTests {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private int allowed = 1000;
    private final RelayTurns turns = new RelayTurns(_ -> allowed, 1000, Duration.ofSeconds(60), nanos::get);

    @Test
    void aServiceMayHoldBackForSoLongAndNoLonger() {
        assertThat(turns.next()).isEqualTo(1000);
        allowed = 0;
        assertThat(turns.next()).isZero();
        pass(60);
        assertThat(turns.next()).isZero();
        pass(1);
        assertThat(turns.next()).isEqualTo(1000);
        turns.caughtUp();
        assertThat(turns.next()).isZero();
    }

    @Test
    void whoHasCaughtUpHasAllOfTheTimeAgain() {
        allowed = 10;
        assertThat(turns.next()).isEqualTo(10);
        pass(40);
        turns.caughtUp();
        assertThat(turns.next()).isEqualTo(10);
        pass(40);
        assertThat(turns.next()).isEqualTo(10);
    }

    private void pass(long seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
