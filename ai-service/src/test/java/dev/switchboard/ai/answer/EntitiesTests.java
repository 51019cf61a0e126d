package dev.switchboard.ai.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntitiesTests {
    @Test
    void orderNumbersAndAddressesAreFound() {
        Entities named = Entities.in("Order #12345 and ACME-9981-2, mail jane.doe+shop@example.co.uk, from 14:00");

        assertThat(named.orderNumbers()).containsExactly("12345", "ACME-9981-2");
        assertThat(named.emails()).containsExactly("jane.doe+shop@example.co.uk");
        assertThat(named.all()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@", "1234-", "A1234-", "a.b@c.d.", "@"})
    void repeatedBeginningsTakeLinearTime(String beginning) {
        assertTimeout(Duration.ofSeconds(2), () -> Entities.in(beginning.repeat(20_000)));
    }
}
