package dev.switchboard.channel.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MetaSignatureTests {
    /// The vector that GitHub publishes for the same scheme.
    private static final byte[] BODY = "Hello, World!".getBytes(StandardCharsets.UTF_8);

    private static final String SECRET = "It's a Secret to Everybody";
    private static final String SIGNATURE = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    @Test
    void theVendorsVectorVerifies() {
        assertThat(MetaSignature.verifies(SIGNATURE, BODY, SECRET)).isTrue();
    }

    @Test
    void nothingElseVerifies() {
        byte[] other = "Hello, World".getBytes(StandardCharsets.UTF_8);
        assertThat(MetaSignature.verifies(SIGNATURE, other, SECRET)).isFalse();
        assertThat(MetaSignature.verifies(SIGNATURE, BODY, "another secret")).isFalse();
        assertThat(MetaSignature.verifies(SIGNATURE.substring(0, 40), BODY, SECRET))
                .isFalse();
        assertThat(MetaSignature.verifies(SIGNATURE.replace("sha256=", ""), BODY, SECRET))
                .isFalse();
        assertThat(MetaSignature.verifies("", BODY, SECRET)).isFalse();
        assertThat(MetaSignature.verifies(null, BODY, SECRET)).isFalse();
    }

    @Test
    void aMissingSecretVerifiesNothing() {
        assertThat(MetaSignature.verifies(SIGNATURE, BODY, "")).isFalse();
    }
}
