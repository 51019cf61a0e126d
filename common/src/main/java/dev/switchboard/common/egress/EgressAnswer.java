package dev.switchboard.common.egress;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came back, whatever its status; a redirect too, which nobody has followed.
///
/// @param headers by lower-case name, the first of each
/// @param body at most the bytes that were asked for
/// @param truncated the body went on
public record EgressAnswer(int status, Map<String, String> headers, byte[] body, boolean truncated) {
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    public boolean successful() {
        return status >= 200 && status < 300;
    }

    /// The body as UTF-8; what is no UTF-8 reads as replacement characters.
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
