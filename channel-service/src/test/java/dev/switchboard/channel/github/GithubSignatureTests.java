package dev.switchboard.channel.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GithubSignatureTests {
    private static final byte[] BODY = "Hello, World!".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    @Test
    void gitHubsOwnExampleVerifies() {
        assertThat(GithubSignature.verifies(SIGNATURE, BODY, "It's a Secret to Everybody"))
                .isTrue();
        assertThat(GithubSignature.verifies(SIGNATURE, BODY, "another")).isFalse();
        assertThat(GithubSignature.verifies(
                        SIGNATURE, "Hello".getBytes(StandardCharsets.UTF_8), "It's a Secret to Everybody"))
                .isFalse();
        assertThat(GithubSignature.verifies(SIGNATURE, BODY, "")).isFalse();
    }
}
