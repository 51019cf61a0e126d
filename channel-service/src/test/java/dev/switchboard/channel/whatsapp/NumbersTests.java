package dev.switchboard.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTests {
    @ParameterizedTest
    @CsvSource({
        "+1 (555) 0100, 15550100",
        "554188887777, 5541988887777",
        "5541988887777, 5541988887777",
        "554133334444, 554133334444",
        "5215512345678, 525512345678",
        "525512345678, 525512345678",
        "541123456789, 5491123456789",
        "5491123456789, 5491123456789",
        "4915112345678, 4915112345678"
    })
    void theWaysOfWritingANumberAreOneIdentity(String written, String identity) {
        assertThat(Numbers.identity(written)).isEqualTo(identity);
    }
}
