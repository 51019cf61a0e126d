package dev.switchboard.ai.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTests {
    @Test
    void personalDataIsReplacedAndPutBack() {
        Masked masked = new Masked();
        String text = "I am jane@acme.test, call +1 555 0199 123, card 4111 1111 1111 1111, order 12345.";

        String sent = masked.mask(text);

        assertThat(sent)
                .doesNotContain("jane@acme.test", "0199", "4111")
                .contains("[EMAIL_1]", "[PHONE_2]", "[CARD_3]", "order 12345");
        assertThat(masked.mask("jane@acme.test")).isEqualTo("[EMAIL_1]");
        assertThat(masked.restore(sent)).isEqualTo(text);
    }

    @Test
    void anAccountNumberIsPersonal() {
        assertThat(new Masked().mask("IBAN DE89 3704 0044 0532 0130 00 please")).isEqualTo("IBAN [IBAN_1] please");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
                "sk-proj-abcdefghijklmnopqrstuvwx",
                "whsec_Wtb4HCwWudpf0TuSGNzy6TU0",
                "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
                "xoxb-123456789012-abcdefghijkl",
                "AKIAIOSFODNN7EXAMPLE",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl"
            })
    void aKeyThatSomebodyPastedGoesToNoModel(String key) {
        assertThat(new Masked().mask("Why is " + key + " refused?")).isEqualTo("Why is [KEY_1] refused?");
    }
}
