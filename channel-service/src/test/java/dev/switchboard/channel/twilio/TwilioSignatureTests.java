package dev.switchboard.channel.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwilioSignatureTests {
    private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private static final Map<String, List<String>> FORM = Map.of(
            "CallSid", List.of("CA1234567890ABCDE"),
            "Caller", List.of("+14158675309"),
            "Digits", List.of("1234"),
            "From", List.of("+14158675309"),
            "To", List.of("+18005551212"));

    private static boolean verifies(String signature, String url, Map<String, List<String>> form) {
        return TwilioSignature.verifies(signature, url, form, new byte[0], "12345");
    }

    @Test
    void twiliosOwnExampleVerifiesWithTheDefaultPortAndWithoutIt() {
        String signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
        assertThat(verifies(signature, URL, FORM)).isTrue();
        assertThat(verifies(signature, URL.replace(".com", ".com:443"), FORM)).isTrue();
        assertThat(verifies(signature, URL.replace("foo=1", "foo=2"), FORM)).isFalse();
        Map<String, List<String>> other = new HashMap<>(FORM);
        other.put("Digits", List.of("4321"));
        assertThat(verifies(signature, URL, other)).isFalse();
        assertThat(TwilioSignature.verifies(signature, URL, FORM, new byte[0], " "))
                .isFalse();
    }

    @Test
    void aBodyOfJsonIsProvenByItsHash() {
        byte[] body = "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String url = "https://mycompany.com/hook?bodySHA256="
                + "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
        String signature = TwilioSignature.sign(url, Map.of(), "12345");
        assertThat(TwilioSignature.verifies(signature, url, Map.of(), body, "12345"))
                .isTrue();
        assertThat(TwilioSignature.verifies(signature, url, Map.of(), new byte[] {'x'}, "12345"))
                .isFalse();
    }
}
