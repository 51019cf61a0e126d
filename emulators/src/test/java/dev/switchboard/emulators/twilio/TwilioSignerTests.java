package dev.switchboard.emulators.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TwilioSignerTests {
    @Test
    void signsAsTwiliosOwnExample() {
        Map<String, String> fields = Map.of(
                "CallSid", "CA1234567890ABCDE",
                "Caller", "+12349013030",
                "Digits", "1234",
                "From", "+12349013030",
                "To", "+18005551212");
        assertThat(TwilioSigner.sign("https://mycompany.com/myapp.php?foo=1&bar=2", fields, "12345"))
                .isEqualTo("0/KCTR6DLpKmkAf8muzZqo1nDgQ=");
    }
}
