package dev.switchboard.common.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HmacTests {
    /// RFC 4231, 4.3.
    @Test
    void aTextIsSignedWithSha256() {
        assertThat(Hmac.sha256("Jefe").of("what do ya want for nothing?").hex())
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    /// RFC 2202, 3.
    @Test
    void partsAreSignedWithSha1OneAfterTheOther() {
        assertThat(Hmac.sha1(bytes("Jefe"))
                        .of(bytes("what do ya want "), bytes("for nothing?"))
                        .hex())
                .isEqualTo("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    }

    @Test
    void anEmptySecretIsNoKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> Hmac.sha256(""));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
