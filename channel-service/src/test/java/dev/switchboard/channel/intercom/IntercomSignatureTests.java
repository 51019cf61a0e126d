package dev.switchboard.channel.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class IntercomSignatureTests {
    /// RFC 2202, test case 2 of HMAC-SHA1: Intercom publishes none of its own.
    @Test
    void thePublishedVectorVerifiesAndNothingElse() {
        byte[] body = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);
        String signature = "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79";
        assertThat(IntercomSignature.verifies(signature, body, "Jefe")).isTrue();
        assertThat(IntercomSignature.verifies(signature.replace("79", "78"), body, "Jefe"))
                .isFalse();
        assertThat(IntercomSignature.verifies(signature, body, "Jeff")).isFalse();
        assertThat(IntercomSignature.verifies(signature, body, "")).isFalse();
        assertThat(IntercomSignature.verifies(null, body, "Jefe")).isFalse();
    }
}
