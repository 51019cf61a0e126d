package dev.switchboard.common.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DigestTests {
    /// NIST's example for SHA-256.
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void aTextIsHashedAsItsUtf8() {
        assertThat(Digest.sha256("abc").hex()).isEqualTo(ABC);
        assertThat(Digest.sha256("ü").bytes())
                .isEqualTo(Digest.sha256(new byte[] {(byte) 0xc3, (byte) 0xbc}).bytes());
    }

    @Test
    void partsAreHashedOneAfterTheOther() {
        assertThat(Digest.sha256(bytes("a"), bytes("bc")).hex()).isEqualTo(ABC);
    }

    @Test
    void base64ForAddressesHasNeitherPaddingNorSlashes() {
        assertThat(Digest.sha256("abc").base64()).isEqualTo("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        assertThat(Digest.sha256("abc").base64Url()).isEqualTo("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    }

    @Test
    void hexIsComparedInEitherCaseAndRubbishIsNone() {
        Digest digest = Digest.sha256("abc");
        assertThat(digest.isHex(ABC)).isTrue();
        assertThat(digest.isHex(ABC.toUpperCase(Locale.ROOT))).isTrue();
        assertThat(digest.isHex(Digest.sha256("abd").hex())).isFalse();
        assertThat(digest.isHex("no hex")).isFalse();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
