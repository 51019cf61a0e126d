package dev.switchboard.emulators.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GithubSignerTests {
    /// The example of GitHub's guide to validating deliveries.
    @Test
    void gitHubsOwnExampleComesOut() {
        assertThat(GithubController.sign(
                        "Hello, World!".getBytes(StandardCharsets.UTF_8), "It's a Secret to Everybody"))
                .isEqualTo("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    }
}
