package dev.switchboard.channel.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class IntakeFirstTests {
    private static final int FULL = 1000;

    private final IntakeFirst pace = new IntakeFirst();
    private final Sinks.Empty<Void> taken = Sinks.empty();

    @Test
    void fewWebhooksHoldNothingBack() {
        take(IntakeFirst.CROWD);
        assertThat(pace.rows(FULL)).isEqualTo(FULL);
        assertThat(pace.rows(FULL)).isEqualTo(FULL);
    }

    @Test
    void thoseThatCameAndWentSinceTheLastRoundCountToo() {
        take(IntakeFirst.CROWD + 1);
        assertThat(taken.tryEmitEmpty().isSuccess()).isTrue();
        assertThat(pace.rows(FULL)).isEqualTo(IntakeFirst.FREE / 2);
        assertThat(pace.rows(FULL)).isGreaterThan(IntakeFirst.FREE / 2);
    }

    @Test
    void roundsHalveWhileManyAreInFlightAndGrowAfterwards() {
        take(IntakeFirst.CROWD + 1);
        assertThat(IntStream.range(0, 8).map(_ -> pace.rows(FULL))).containsExactly(100, 50, 25, 12, 6, 3, 1, 0);

        assertThat(taken.tryEmitEmpty().isSuccess()).isTrue();
        assertThat(pace.rows(FULL)).isZero();
        assertThat(pace.rows(FULL)).isEqualTo(IntakeFirst.GROWTH);
        int rounds = 1;
        while (pace.rows(FULL) < FULL) {
            rounds++;
        }
        assertThat(rounds).isEqualTo(IntakeFirst.FREE / IntakeFirst.GROWTH - 1);
    }

    private void take(int count) {
        for (int i = 0; i < count; i++) {
            Mono<Void> taking = pace.during(taken.asMono());
            Disposable _ = taking.subscribe();
        }
    }
}
