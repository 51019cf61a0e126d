package dev.switchboard.channel.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InboundAllowanceTests {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ProviderAccount acme = account();
    private long now = Long.MAX_VALUE - 5;
    private final InboundAllowance allowance =
            new InboundAllowance(new InboundAllowance.Settings(3, Duration.ofMinutes(1)), meters, () -> now);

    private static ProviderAccount account() {
        return new ProviderAccount(Ids.next(), Ids.next(), "whatsapp", "1", "sealed");
    }

    private void refused() {
        assertThatThrownBy(() -> allowance.charge(acme))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.RATE_LIMIT_EXCEEDED));
    }

    @Test
    void anAccountHasItsShareInEachPeriodAndNobodyElses() {
        for (int i = 0; i < 3; i++) {
            allowance.charge(acme);
        }
        refused();
        refused();
        assertThatCode(() -> allowance.charge(account())).doesNotThrowAnyException();
        now += Duration.ofSeconds(59).toNanos();
        refused();
        now += Duration.ofSeconds(1).toNanos();
        allowance.charge(acme);
        assertThat(meters.counter("switchboard.webhook.limited", "provider", "whatsapp")
                        .count())
                .isEqualTo(3);
    }
}
