package dev.switchboard.emulators.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MetaSignatureTests {
    /// GitHub's documentation publishes a vector of the same scheme.
    @Test
    void theVendorsVectorIsReproduced() {
        byte[] body = "Hello, World!".getBytes(StandardCharsets.UTF_8);
        assertThat(MetaSignature.sign(body, "It's a Secret to Everybody"))
                .isEqualTo("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    }
}
