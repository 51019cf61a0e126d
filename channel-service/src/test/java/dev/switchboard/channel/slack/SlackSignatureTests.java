package dev.switchboard.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlackSignatureTests {
    /// The example of Slack's guide to verifying requests.
    private static final String BODY =
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                    + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                    + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
                    + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final String SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    private static final Instant SIGNED = Instant.ofEpochSecond(1531420618);

    private static boolean verifies(String signature, Instant now) {
        return SlackSignature.verifies(signature, "1531420618", BODY.getBytes(StandardCharsets.UTF_8), SECRET, now);
    }

    @Test
    void slacksOwnExampleVerifiesForFiveMinutes() {
        assertThat(verifies(SIGNATURE, SIGNED)).isTrue();
        assertThat(verifies(SIGNATURE, SIGNED.plus(Duration.ofMinutes(5)))).isTrue();
        assertThat(verifies(SIGNATURE, SIGNED.plus(Duration.ofSeconds(301)))).isFalse();
        assertThat(verifies(SIGNATURE, SIGNED.minus(Duration.ofSeconds(301)))).isFalse();
        assertThat(verifies(SIGNATURE.replace("v0=", "v1="), SIGNED)).isFalse();
    }
}
