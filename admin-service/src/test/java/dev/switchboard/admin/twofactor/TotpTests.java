package dev.switchboard.admin.twofactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTests {
    private final Totp totp = new Totp("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    @ParameterizedTest
    @CsvSource({
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130",
        "59, 287082"
    })
    void theVectorsOfRfc6238Hold(long second, String code) {
        assertThat(totp.code(second / 30)).isEqualTo(code);
    }

    @Test
    void aCodeIsGoodOnceAndOneStepOff() {
        Instant now = Instant.ofEpochSecond(3000);
        assertThat(totp.stepOf(totp.code(100), now, 0)).isEqualTo(OptionalLong.of(100));
        assertThat(totp.stepOf(totp.code(99), now, 0)).isEqualTo(OptionalLong.of(99));
        assertThat(totp.stepOf(totp.code(101), now, 0)).isEqualTo(OptionalLong.of(101));
        assertThat(totp.stepOf(totp.code(98), now, 0)).isEmpty();
        assertThat(totp.stepOf(totp.code(102), now, 0)).isEmpty();
        assertThat(totp.stepOf(totp.code(100), now, 100)).isEmpty();
    }

    @Test
    void base32ComesBackAsItWas() {
        assertThat(Base32.encode("foobar".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MZXW6YTBOI");
        assertThat(Base32.decode("MZXW6YTBOI"))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("foobar");
    }
}
