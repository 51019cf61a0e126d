package dev.switchboard.channel.inbound;

import static org.assertj.core.api.Assertions.assertThat;

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
        take(IntakeFirst.FEW);
        assertThat(pace.rows(FULL)).isEqualTo(FULL);
        assertThat(pace.rows(FULL)).isEqualTo(FULL);
    }

    @Test
    void moreOfThemLeaveLessRoom() {
        take(IntakeFirst.FEW + 1);
        assertThat(pace.rows(FULL)).isEqualTo(IntakeFirst.TOGETHER - IntakeFirst.FEW - 1);
        take(IntakeFirst.TOGETHER);
        assertThat(pace.rows(FULL)).isZero();
    }

    @Test
    void thoseThatCameAndWentSinceTheLastRoundCountOnce() {
        take(IntakeFirst.TOGETHER - 1);
        assertThat(taken.tryEmitEmpty().isSuccess()).isTrue();
        assertThat(pace.rows(FULL)).isOne();
        assertThat(pace.rows(FULL)).isEqualTo(FULL);
    }

    private void take(int count) {
        for (int i = 0; i < count; i++) {
            Mono<Void> taking = pace.during(taken.asMono());
            Disposable _ = taking.subscribe();
        }
    }
}
