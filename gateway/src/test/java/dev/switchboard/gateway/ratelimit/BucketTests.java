package dev.switchboard.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BucketTests {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void nobodyGetsMoreThanTheLimitInAPeriodHoweverTheyAreSpread() {
        Bucket bucket = new Bucket(100, Duration.ofMinutes(1));
        int allowed = 0;
        for (long now = 0; now < 60 * SECOND; now += SECOND / 10) {
            allowed += bucket.take(now) ? 1 : 0;
        }
        assertThat(allowed).isEqualTo(100);
    }

    @Test
    void itIsFullAgainAfterThePeriodAndSaysWhen() {
        Bucket bucket = new Bucket(2, Duration.ofSeconds(10));
        assertThat(bucket.charge(0)).isEqualTo(new Bucket.Taken(true, 1, 10 * SECOND));
        assertThat(bucket.charge(3 * SECOND)).isEqualTo(new Bucket.Taken(true, 0, 7 * SECOND));
        assertThat(bucket.charge(4 * SECOND)).isEqualTo(new Bucket.Taken(false, 0, 6 * SECOND));
        assertThat(bucket.charge(10 * SECOND)).isEqualTo(new Bucket.Taken(true, 1, 10 * SECOND));
    }
}
